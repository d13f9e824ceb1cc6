import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("pauseQueue", ({ params, body: { reason, until }, by }, service) =>
  service.pauseQueue(params.name, {
    reason,
    until: until === undefined ? undefined : new Date(until),
    by,
  }),
);

export const DELETE = route("resumeQueue", ({ params }, service) =>
  service.resumeQueue(params.name),
);
