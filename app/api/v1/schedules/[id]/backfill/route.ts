import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("backfillSchedule", ({ params, body, by }, service) =>
  service.backfillSchedule(params.id, {
    ...body,
    from: new Date(body.from),
    to: new Date(body.to),
    by,
  }),
);
