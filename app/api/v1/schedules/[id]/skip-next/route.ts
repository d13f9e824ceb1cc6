import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("skipNext", ({ params, body: { plannedAt, reason }, by }, service) =>
  service.skipNext(params.id, {
    plannedAt: plannedAt === undefined ? undefined : new Date(plannedAt),
    reason,
    by,
  }),
);

export const DELETE = route("unskip", ({ params, body }, service) =>
  service.unskip(params.id, new Date(body.plannedAt)),
);
