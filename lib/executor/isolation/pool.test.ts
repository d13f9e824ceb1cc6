import { describe, expect, it, onTestFinished } from "vitest";
import type { JobContext } from "../../jobs/job-context.ts";
import { until } from "../../testing/until.ts";
import { inChild } from "../../testing/isolated-jobs.ts";
import { isAlive } from "../../testing/isolated-system.ts";
import { Interruption } from "../interruption.ts";
import { Pool, type PoolOptions } from "./pool.ts";
import type { Place } from "./runner.ts";

const context = (signal = new AbortController().signal): JobContext => ({
  id: "default~1",
  queue: "default",
  type: inChild.type.name,
  attempt: 1,
  maxAttempts: 1,
  scheduleId: null,
  plannedAtMs: null,
  signal,
  logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  parents: () => Promise.resolve([]),
  batch: () => Promise.resolve(null),
  progress: () => {},
});

const place = (): Place => ({
  isolation: "child-process",
  file: inChild.file!,
  memoryLimitMb: null,
});

function openPool(options: PoolOptions) {
  const pool = new Pool(options);
  onTestFinished(async () => void (await pool.stop()));
  return {
    pool,
    pidIn: async (at: Place) =>
      ((await pool.run(at, '{"how":"tell"}', context(), 50)) as { pid: number }).pid,
  };
}

const toEnd = (pid: number) =>
  until(
    `process ${pid} to end`,
    () => isAlive(pid),
    (alive) => !alive,
  );

describe("a pool", () => {
  it("ends a child process that had nothing to do for long", async () => {
    const { pidIn } = openPool({ most: 1, idleMs: 20 });
    await toEnd(await pidIn(place()));
  });

  it("ends the longest idle one when another job type needs its place", async () => {
    const { pidIn } = openPool({ most: 2 });
    const [a, b, c] = [place(), place(), place()];
    const [first, second] = [await pidIn(a), await pidIn(b)];
    await pidIn(c);
    await toEnd(first);
    expect(await pidIn(b)).toBe(second);
  });

  it("starts nothing for a run that was interrupted before, and nothing once it has stopped", async () => {
    const { pool } = openPool({ most: 1 });
    const interrupted = AbortSignal.abort(new Interruption("cancelled"));
    await expect(pool.run(place(), "{}", context(interrupted), 50)).rejects.toThrow(Interruption);
    expect(await pool.stop()).toBe(0);
    await expect(pool.run(place(), "{}", context(), 50)).rejects.toThrow("has stopped");
  });

  it("fails a run whose file cannot be imported, or does not export the job type", async () => {
    const { pool } = openPool({ most: 1 });
    const missing = { ...place(), file: "file:///no/such/file.mjs" };
    await expect(pool.run(missing, "{}", context(), 50)).rejects.toThrow(/no\/such\/file\.mjs/);
    const other = { ...place(), file: new URL("pool.ts", import.meta.url).href };
    await expect(pool.run(other, "{}", context(), 50)).rejects.toThrow(
      /pool\.ts exports no job type behave\.child-process: export it/,
    );
  });
});
