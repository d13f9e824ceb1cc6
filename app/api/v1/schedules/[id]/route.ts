import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getSchedule", ({ params }, service) => service.getSchedule(params.id));

export const PUT = route("putSchedule", ({ params, body, by, ifMatch }, service) =>
  service.putSchedule(params.id, body, { by, expectedRevision: ifMatch }),
);

export const PATCH = route("patchSchedule", ({ params, body, by, ifMatch }, service) =>
  service.patchSchedule(params.id, body, { by, expectedRevision: ifMatch }),
);

export const DELETE = route("cancelSchedule", ({ params, body, by }, service) =>
  service.cancelSchedule(params.id, { ...body, by }),
);
