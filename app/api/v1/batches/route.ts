import { jobInput } from "@/app/_server/job-body.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("createBatch", ({ body: { jobs, callback, ...rest }, by }, service) =>
  service.scheduleBatch(
    { ...rest, jobs: jobs.map(jobInput), callback: callback && jobInput(callback) },
    { by },
  ),
);
