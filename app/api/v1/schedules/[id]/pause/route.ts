import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("pauseSchedule", ({ params, body, by }, service) =>
  service.pauseSchedule(params.id, { ...body, by }),
);

export const DELETE = route("resumeSchedule", ({ params }, service) =>
  service.resumeSchedule(params.id),
);
