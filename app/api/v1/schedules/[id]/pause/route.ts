import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("pauseSchedule", ({ params, body: { reason, until }, by }, service) =>
  service.pauseSchedule(params.id, {
    reason,
    until: until === undefined ? undefined : new Date(until),
    by,
  }),
);

export const DELETE = route("resumeSchedule", ({ params, body }, service) =>
  service.resumeSchedule(params.id, body),
);
