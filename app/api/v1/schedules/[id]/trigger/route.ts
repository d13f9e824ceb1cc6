import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("triggerSchedule", ({ params }, service) =>
  service.triggerSchedule(params.id),
);
