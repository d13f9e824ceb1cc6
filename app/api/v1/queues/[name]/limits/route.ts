import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("limitQueue", ({ params, body }, service) =>
  service.limitQueue(params.name, body),
);
