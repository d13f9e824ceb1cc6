import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("previewOperation", ({ query }, service) =>
  service.previewOperation(query),
);
