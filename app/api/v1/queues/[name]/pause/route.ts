import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("pauseQueue", ({ params, body, by }, service) =>
  service.pauseQueue(params.name, { ...body, by }),
);

export const DELETE = route("resumeQueue", ({ params }, service) =>
  service.resumeQueue(params.name),
);
