import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { isFinal } from "../../jobs/states.ts";
import { queueTag } from "../../redis/keys.ts";
import { SchedulerService } from "../../scheduler/service.ts";
import { inChild, inThread } from "../../testing/isolated-jobs.ts";
import { isAlive } from "../../testing/isolated-system.ts";
import spin from "../../testing/jobs/spin.ts";
import { startWorker } from "../../testing/processes.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "../../testing/redis.ts";
import { startSystem } from "../../testing/system.ts";
import { until } from "../../testing/until.ts";
import { Executor } from "../executor.ts";
import { loadJobFiles } from "../job-files.ts";

const JOB_FILES = fileURLToPath(new URL("../../testing/jobs", import.meta.url));

const pidOf = (service: SchedulerService, id: string) =>
  until(
    "the handler to begin",
    async () => Number((await service.getJobLogs(id)).items[0]?.message.slice("pid ".length)),
    (pid) => pid > 0,
  );

const toEnd = (pid: number) =>
  until(
    `process ${pid} to end`,
    () => isAlive(pid),
    (alive) => !alive,
  );

describe("a definition", () => {
  const args = z.object({});
  const run = () => 1;

  it("without isolation runs inline, without a memory limit", () => {
    const { type } = defineJob({ name: "a", args, run });
    expect(type).toMatchObject({ isolation: "inline", memoryLimitMb: null });
  });

  it.each([
    [{ memoryLimitMb: 64 }, /memoryLimitMb[^]*needs isolation/],
    [{ isolation: "child-process", memoryLimitMb: 8 }, /memoryLimitMb/],
    [{ isolation: "worker-thread", graceMs: -1 }, /graceMs/],
    [{ isolation: "worker-thread", file: "jobs/a.ts" }, /import\.meta\.url/],
  ] as const)("with %j is refused, and the field is named", (options, problem) => {
    expect(() => defineJob({ name: "a", args, run, ...options })).toThrow(problem);
  });

  it("that is isolated must say what file exports it, unless it comes from a job file", async () => {
    const job = defineJob({ name: "a.b", args, run, isolation: "child-process" });
    expect(() => new Executor({ redis: testRedisUrl(), jobs: [job] })).toThrow(
      /a\.b runs in a child process[^]*file: import\.meta\.url/,
    );
    const files = (await loadJobFiles([JOB_FILES])).map(({ file }) => file);
    expect(files).toContainEqual(expect.stringMatching(/^file:.*\/testing\/jobs\/spin\.ts$/));
  });
});

describe("an executor", () => {
  it("publishes where a job type runs", async () => {
    const { service, startExecutor } = startSystem();
    await startExecutor({ jobs: [inThread] });
    expect(await service.getJobType(inThread.type.name)).toMatchObject({
      isolation: "worker-thread",
      memoryLimitMb: 64,
    });
  });

  it("puts its middleware around an isolated run, which sees the result", async () => {
    const { service, startExecutor } = startSystem();
    await startExecutor({
      jobs: [inThread],
      middleware: [async ({ id }, next) => ({ around: id, ...((await next()) as object) })],
    });
    const { id } = await service.scheduleJob({ job: inThread, args: { how: "tell" } });
    expect(await service.resultOf(id)).toMatchObject({ around: id, isMainThread: false });
  });

  it("does not let the file of an isolated job start another one", async () => {
    const { service, startExecutor } = startSystem();
    await startExecutor({ jobs: await loadJobFiles([JOB_FILES]) });
    const { id } = await service.scheduleJob({ job: "test.starts-executor", args: {} });
    const { error } = await until(
      "the job to end",
      () => service.getJob(id),
      ({ state }) => isFinal(state),
    );
    expect(error?.message).toMatch(/starts an executor\. Put the job into a file/);
  });

  it("kills a run whose lease is lost", async () => {
    const { service, prefix, startExecutor } = startSystem();
    const redis = await openRedis();
    await startExecutor({ jobs: [inChild], leaseMs: 1_000, graceMs: 20 });
    const { id } = await service.scheduleJob({ job: inChild, args: { how: "spin" } });
    const pid = await pidOf(service, id);
    await redis.del(`${queueTag(prefix, "default")}:running`);
    await toEnd(pid);
  });

  it("that is killed takes its child processes along, even one in an endless loop", async () => {
    const [redis, prefix] = [testRedisUrl(), uniquePrefix()];
    const service = new SchedulerService({ redis, prefix });
    onTestFinished(() => service.close());
    const worker = startWorker("executor", {
      CARILLON_PREFIX: prefix,
      CARILLON_JOBS: JOB_FILES,
    });
    await worker.untilLine(/executor started/);
    const { id } = await service.scheduleJob({ job: spin, args: {} });
    const pid = await pidOf(service, id);
    worker.child.kill("SIGKILL");
    await toEnd(pid);
  });
});
