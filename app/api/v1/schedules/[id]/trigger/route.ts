import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("triggerSchedule", ({ params, by }, service) =>
  service.triggerSchedule(params.id, { by }),
);
