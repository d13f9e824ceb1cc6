import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("restoreSchedule", ({ params, body, by, ifMatch }, service) =>
  service.restoreSchedule(params.id, body, { by, expectedRevision: ifMatch }),
);
