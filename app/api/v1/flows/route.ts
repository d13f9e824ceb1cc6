import { jobInput } from "@/app/_server/job-body.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("createFlow", ({ body: { jobs } }, service) =>
  service.scheduleFlow(
    Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, jobInput(job)])),
  ),
);
