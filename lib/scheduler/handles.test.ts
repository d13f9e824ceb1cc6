import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { Job } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import { startSystem } from "../testing/system.ts";
import { ResultTimeoutError } from "./results.ts";

const sum = defineJob({
  name: "sum",
  args: z.tuple([z.number(), z.number()]),
  run: (a, b) => a + b,
});
const visit = defineJob({
  name: "visit",
  args: z.object({ name: z.string() }),
  run: async ({ name }) => ({ name, at: new Date(0), tags: ["a"] as string[] }),
});
const nothing = defineJob({ name: "nothing", args: z.object({}), run: () => undefined });

describe("job.result()", () => {
  it("has the type of what the handler answers, as JSON carries it", async () => {
    const { service, startExecutor } = startSystem();
    await startExecutor({ jobs: [sum, visit, nothing] });
    const three = await (await service.scheduleJob({ job: sum, args: [1, 2] })).result();
    expectTypeOf(three).toEqualTypeOf<number>();
    expect(three).toBe(3);
    const seen = await (await service.scheduleJob({ job: visit, args: { name: "Ada" } })).result();
    expectTypeOf(seen).toEqualTypeOf<{ name: string; at: string; tags: string[] }>();
    expect(seen).toEqual({ name: "Ada", at: "1970-01-01T00:00:00.000Z", tags: ["a"] });
    const none = await (await service.scheduleJob({ job: nothing, args: {} })).result();
    expectTypeOf(none).toEqualTypeOf<null>();
    expect(none).toBeNull();
    const byName = await (await service.scheduleJob({ job: "sum", args: [2, 2] })).result();
    expectTypeOf(byName).toEqualTypeOf<Json>();
    expect(byName).toBe(4);
  });

  it("comes with every verb that sets a job going", async () => {
    const { service, startExecutor } = startSystem();
    await startExecutor({ jobs: [sum] });
    const [many] = await service.scheduleJobs([{ job: sum, args: [1, 1] }]);
    expect(await many!.result()).toBe(2);
    const soon = new Date(Date.now() + 3_600_000);
    const later = await service.scheduleAt({ job: sum, args: [2, 2], executionTime: soon });
    await expect(later.result({ timeoutMs: 20 })).rejects.toThrow(ResultTimeoutError);
    expect(await (await service.runJobNow(later.id)).result()).toBe(4);
    await service.schedulePeriodic({ id: "sums", job: sum, args: [3, 3], interval: 3_600 });
    expect(await (await service.triggerSchedule("sums")).result()).toBe(6);
    const parked = await service.scheduleJob({ job: sum, args: [4, 4], delayMs: 3_600_000 });
    await service.cancelJob(parked.id);
    expect(await (await service.retryJob(parked.id)).result()).toBe(8);
  });

  it("is found at once among five hundred that end together", async () => {
    const { service, startExecutor } = startSystem();
    const jobs = await service.scheduleJobs(
      Array.from({ length: 500 }, (_, index) => ({
        job: sum,
        args: [index, 1] as [number, number],
      })),
    );
    const waiting = Promise.all(jobs.map((job) => job.result()));
    await startExecutor({ jobs: [sum], concurrency: 500 });
    expect(await waiting).toEqual(jobs.map((_, index) => index + 1));
  });

  it("leaves the job's JSON as it was, and can be copied", async () => {
    const { service } = startSystem();
    const made = await service.scheduleJob({ job: sum, args: [1, 2], delayMs: 3_600_000 });
    const read = await service.getJob(made.id);
    expect(JSON.parse(JSON.stringify(made))).toEqual({ ...read, runAt: made.runAt });
    expect(Job.parse(made.toJSON()).result).toBeNull();
    const { result: _, ...plain } = read;
    expect(structuredClone(made)).toEqual({ ...plain, runAt: made.runAt });
    expect(Object.keys(made)).not.toContain("result");
  });
});
