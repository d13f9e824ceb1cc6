import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import type { Middleware } from "../jobs/middleware.ts";
import { startSystem } from "../testing/system.ts";
import { NonRetriableError } from "./interruption.ts";

const none = z.object({});

describe("middleware", () => {
  it("runs around the handler: the executor's first, then the job type's, each in its order", async () => {
    const system = startSystem();
    const seen: string[] = [];
    const around =
      (name: string): Middleware =>
      async (_, next) => {
        seen.push(`${name} before`);
        const result = await next();
        seen.push(`${name} after`);
        return result;
      };
    const inner = defineJob({
      name: "inner",
      args: none,
      middleware: [around("c"), around("d")],
      run: () => {
        seen.push("run");
        return 1;
      },
    });
    const other = defineJob({ name: "other", args: none, run: () => void seen.push("other") });
    await system.startExecutor({ jobs: [inner, other], middleware: [around("a"), around("b")] });
    expect(await (await system.service.scheduleJob({ job: inner, args: {} })).result()).toBe(1);
    const before = ["a before", "b before", "c before", "d before"];
    expect(seen.splice(0)).toEqual([...before, "run", "d after", "c after", "b after", "a after"]);
    await (await system.service.scheduleJob({ job: other, args: {} })).result();
    expect(seen).toEqual(["a before", "b before", "other", "b after", "a after"]);
  });

  it("knows the run, its arguments by their types, and what the job type says", async () => {
    const system = startSystem();
    const seen: unknown[] = [];
    const greet = defineJob({
      name: "greet",
      args: z.object({ name: z.string(), times: z.number().default(2) }),
      timeoutMs: 5_000,
      middleware: [
        ({ args, jobType, type, attempt, signal, logger }, next) => {
          expectTypeOf(args).toEqualTypeOf<{ name: string; times: number }>();
          seen.push(args, jobType.timeoutMs, type, attempt, signal.aborted);
          logger.info("from the middleware");
          return next();
        },
      ],
      run: ({ name }) => name,
    });
    await system.startExecutor({ jobs: [greet] });
    const job = await system.service.scheduleJob({ job: greet, args: { name: "Ada" } });
    expect(await job.result()).toBe("Ada");
    expect(seen).toEqual([{ name: "Ada", times: 2 }, 5_000, "greet", 1, false]);
    const { items } = await system.service.getJobLogs(job.id);
    expect(items).toMatchObject([{ message: "from the middleware" }]);
  });

  it("may answer another result, or answer without running the handler", async () => {
    const system = startSystem();
    let runs = 0;
    const count = defineJob({ name: "count", args: none, run: () => ++runs });
    const doubled: Middleware = async (_, next) => ((await next()) as number) * 2;
    const first = await system.startExecutor({ jobs: [count], middleware: [doubled] });
    expect(await (await system.service.scheduleJob({ job: count, args: {} })).result()).toBe(2);
    await first.stop();
    await system.startExecutor({ jobs: [count], middleware: [() => "from a cache"] });
    expect(await (await system.service.scheduleJob({ job: count, args: {} })).result()).toBe(
      "from a cache",
    );
    expect(runs).toBe(1);
  });

  it.each<[string, Middleware]>([
    [
      "throws at once",
      () => {
        throw new NonRetriableError("no database");
      },
    ],
    [
      "rejects",
      async () => {
        throw new NonRetriableError("no database");
      },
    ],
    [
      "throws after the handler",
      async (_, next) => {
        await next();
        throw new NonRetriableError("no database");
      },
    ],
  ])("that %s fails the attempt as the handler would", async (_, middleware) => {
    const system = startSystem();
    const fine = defineJob({ name: "fine", args: none, attempts: 3, run: () => "fine" });
    await system.startExecutor({ jobs: [fine], middleware: [middleware] });
    const job = await system.service.scheduleJob({ job: fine, args: {} });
    await expect(job.result()).rejects.toThrow("no database");
    expect(await system.service.getJob(job.id)).toMatchObject({
      state: "failed",
      attempts: [{ outcome: "failed", error: { name: "NonRetriableError" } }],
    });
  });

  it("sees what the handler throws, and may make a result of it", async () => {
    const system = startSystem();
    const rescue: Middleware = (_, next) =>
      next().catch((error: Error) => `saved: ${error.message}`);
    const broken = defineJob({
      name: "broken",
      args: none,
      run: () => {
        throw new Error("flat tyre");
      },
    });
    await system.startExecutor({ jobs: [broken], middleware: [rescue] });
    const { id } = await system.service.scheduleJob({ job: broken, args: {} });
    expect(await system.service.resultOf(id)).toBe("saved: flat tyre");
  });
});
