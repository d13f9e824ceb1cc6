import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { startSystem } from "../testing/system.ts";
import { currentJob } from "./current-job.ts";

const none = z.object({});

describe("currentJob()", () => {
  it("is undefined outside of a run", () => {
    expect(currentJob()).toBeUndefined();
  });

  it("is the run it is called in, through awaits, timers, callbacks and emitters, with many at once", async () => {
    const system = startSystem();
    const deep = async () => {
      const seen = [currentJob()?.id];
      await Promise.resolve();
      seen.push(currentJob()?.id);
      await sleep(Math.random() * 5);
      seen.push(currentJob()?.id);
      await new Promise<void>((resolve) =>
        setTimeout(() => {
          seen.push(currentJob()?.id);
          resolve();
        }, 1),
      );
      const emitter = new EventEmitter();
      setImmediate(() => emitter.emit("go", currentJob()?.id));
      const [id] = (await once(emitter, "go")) as [string | undefined];
      seen.push(id);
      await Promise.all([1, 2].map(async () => seen.push(currentJob()?.id)));
      return seen;
    };
    const asks = defineJob({ name: "asks", args: none, run: deep });
    const executors = [1, 2].map(() => system.startExecutor({ jobs: [asks], concurrency: 20 }));
    await Promise.all(executors);
    const jobs = await system.service.scheduleJobs(
      Array.from({ length: 60 }, () => ({ job: asks, args: {} })),
    );
    for (const job of jobs) expect(new Set(await job.result())).toEqual(new Set([job.id]));
  });

  it("is the run in a function that is not async, one after the other", async () => {
    const system = startSystem();
    const asks = defineJob({ name: "asks", args: none, run: () => currentJob()?.id });
    await system.startExecutor({ jobs: [asks] });
    const jobs = await system.service.scheduleJobs([1, 2, 3].map(() => ({ job: asks, args: {} })));
    for (const job of jobs) expect(await job.result()).toBe(job.id);
    expect(currentJob()).toBeUndefined();
  });

  it("is the very context of the handler, in middleware too", async () => {
    const system = startSystem();
    const asks = defineJob({
      name: "asks",
      args: none,
      run: (_, context) => currentJob() === context,
    });
    const seen: (string | undefined)[] = [];
    await system.startExecutor({
      jobs: [asks],
      middleware: [
        async (_, next) => {
          seen.push(currentJob()?.id);
          const result = await next();
          seen.push(currentJob()?.id);
          return result;
        },
      ],
    });
    const job = await system.service.scheduleJob({ job: asks, args: {} });
    expect(await job.result()).toBe(true);
    expect(seen).toEqual([job.id, job.id]);
  });

  it("does not reach listeners whose watch was first asked for within a run", async () => {
    const system = startSystem();
    const child = defineJob({ name: "child", args: none, run: () => "done" });
    const parent = defineJob({
      name: "parent",
      args: none,
      run: async () => (await system.service.scheduleJob({ job: child, args: {} })).result(),
    });
    await system.startExecutor({ jobs: [parent, child] });
    const { id } = await system.service.scheduleJob({ job: parent, args: {} });
    const seen: unknown[] = [];
    const whole = new Promise<void>((resolve) => {
      void system.service.subscribe(
        ({ jobId }) => {
          seen.push(currentJob());
          if (jobId === id) resolve();
        },
        { states: ["succeeded"] },
      );
    });
    expect(await system.service.resultOf(id)).toBe("done");
    await whole;
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((each) => each === undefined)).toBe(true);
  });
});
