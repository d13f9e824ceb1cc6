import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listRevisions", ({ params }, service) =>
  service.listRevisions(params.id),
);
