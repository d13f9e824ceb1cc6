import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("rescheduleJob", ({ params, body: { runAt, delayMs } }, service) =>
  service.rescheduleJob(params.id, {
    executionTime: runAt === undefined ? undefined : new Date(runAt),
    delayMs,
  }),
);
