import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import type { JobState } from "../jobs/states.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import type { SchedulerService } from "./service.ts";

async function idsOf(service: SchedulerService, state?: JobState): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await service.listJobs({ state, limit: 2, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

describe("the list of jobs", () => {
  it("has what is blocked and what a key holds up, each once, by state and among all", async () => {
    const { service, startExecutor } = startSystem();
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const job = defineJob({ name: "held", args: z.object({}), run: () => gate });
    const concurrency = { key: "crm", limit: 1 };
    await startExecutor({ jobs: [job] });
    const first = await service.scheduleJob({ job, args: {}, concurrency });
    await until("it to run", async () => (await service.getJob(first.id)).state === "running");
    const jobs = [1, 2, 3];
    const held = await service.scheduleJobs(jobs.map(() => ({ job, args: {}, concurrency })));
    const parents = [first.id];
    const blocked = await service.scheduleJobs(jobs.map(() => ({ job, args: {}, parents })));
    await until("all to be parked", async () => (await service.getQueue("default")).parked === 3);

    expect(await idsOf(service, "ready")).toEqual(held.map(({ id }) => id));
    expect((await idsOf(service, "blocked")).toSorted()).toEqual(blocked.map(({ id }) => id));
    expect((await idsOf(service)).toSorted()).toEqual(
      [first, ...held, ...blocked].map(({ id }) => id).toSorted(),
    );
    open();
  });
});
