import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listOperations", (_, service) => service.listOperations());

export const POST = route("startOperation", ({ body, by }, service) =>
  service.startOperation(body, { by }),
);
