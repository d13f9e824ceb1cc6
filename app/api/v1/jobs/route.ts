import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listJobs", ({ query }, service) => service.listJobs(query));

export const POST = route("createJob", ({ body: { runAt, ...job } }, service) =>
  service.scheduleJob({ ...job, executionTime: runAt === undefined ? undefined : new Date(runAt) }),
);
