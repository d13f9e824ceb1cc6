import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CUSTOM_BACKOFF, DEFAULT_BACKOFF } from "../jobs/backoff.ts";
import { defineJob } from "../jobs/define-job.ts";
import { startSystem } from "../testing/system.ts";
import { retryDelayMs } from "./retry-delay.ts";

const DAY_MS = 86_400_000;

function delayBy(custom: unknown, failures = 1) {
  const warnings: string[] = [];
  const delayMs = retryDelayMs({
    backoff: CUSTOM_BACKOFF,
    custom: custom as ((failures: number, error: unknown) => number) | null,
    failures,
    error: new Error("flat"),
    chance: 0.5,
    warn: (message) => warnings.push(message),
  });
  return { delayMs, warnings };
}

describe("a backoff of a job type's own", () => {
  it("is asked with the number of failures and the error", () => {
    const asked: unknown[] = [];
    const custom = (failures: number, error: Error) => {
      asked.push(error.message);
      return failures * 100.4;
    };
    expect(delayBy(custom, 3)).toEqual({ delayMs: 301, warnings: [] });
    expect(asked).toEqual(["flat"]);
  });

  it.each([
    ["below nothing", -5, 0],
    ["beyond thirty days", Infinity, 30 * DAY_MS],
  ])("is held within bounds: %s", (_, answer, delayMs) => {
    expect(delayBy(() => answer)).toEqual({ delayMs, warnings: [] });
  });

  it.each<[string, unknown, RegExp]>([
    [
      "throws",
      () => {
        throw new Error("off by one");
      },
      /off by one/,
    ],
    ["answers no number", () => "soon", /no number/],
    ["answers what is not a number", () => NaN, /no number/],
    ["answers a promise", async () => 5, /no number/],
    ["is gone", null, /no backoff of its own/],
  ])("that %s leaves the usual curve, and says so", (_, custom, warning) => {
    const { delayMs, warnings } = delayBy(custom, 3);
    expect(delayMs).toBe(4_000);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it("is published as custom, and a job of another curve does without", async () => {
    const system = startSystem();
    const asked: number[] = [];
    const flaky = defineJob({
      name: "flaky",
      args: z.object({}),
      attempts: 3,
      backoff: (failures) => {
        asked.push(failures);
        if (failures === 2) throw new Error("no idea");
        return 0;
      },
      run: (_, { attempt }) => {
        if (attempt < 3) throw new Error(`attempt ${attempt}`);
      },
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [flaky] });
    expect((await system.service.getJobType("flaky")).backoff).toEqual({
      ...DEFAULT_BACKOFF,
      kind: "custom",
    });

    const job = await system.service.scheduleJob({ job: flaky, args: {} });
    expect(job.backoff.kind).toBe("custom");
    await job.result();
    expect(asked).toEqual([1, 2]);
    const { attempts, startedAt } = await system.service.getJob(job.id);
    const [first, second] = attempts.map(({ finishedAt }) => Date.parse(finishedAt));
    expect(Date.parse(attempts[1]!.startedAt!) - first!).toBeLessThan(1_000);
    expect(Date.parse(startedAt!) - second!).toBeGreaterThanOrEqual(1_600);
    const logs = await system.service.getJobLogs(job.id);
    expect(logs.items).toMatchObject([
      { level: "warn", message: expect.stringContaining("no idea") as string },
    ]);

    const fixed = { kind: "fixed", delayMs: 0, jitter: 0 } as const;
    await (await system.service.scheduleJob({ job: flaky, args: {}, backoff: fixed })).result();
    expect(asked).toEqual([1, 2]);
  });
});
