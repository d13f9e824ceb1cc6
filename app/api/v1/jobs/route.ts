import { jobInput } from "@/app/_server/job-body.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listJobs", ({ query }, service) => service.listJobs(query));

export const POST = route("createJob", ({ body }, service) => service.scheduleJob(jobInput(body)));
