import type { MiddlewareContext } from "../lib/jobs/middleware.ts";
import type { AnyJobDefinition } from "../lib/jobs/define-job.ts";
import { callHandler } from "../lib/executor/call-handler.ts";
import { checkedArgs } from "../lib/executor/checked-args.ts";
import { callable } from "../lib/executor/isolation/isolated.ts";
import { Pool } from "../lib/executor/isolation/pool.ts";
import * as jobs from "./isolation-jobs.ts";

/** What it costs to run a job that does nothing: without Redis, so that only the way to its handler counts. */
const STARTS = 10;
const WARM_UPS = 2_000;
const RUNS = 10_000;
const ARGS = { text: "x".repeat(100) };

for (const definition of Object.values(jobs)) {
  const startMs = await medianStartMs(definition);
  const runUs = await withPool(definition, async (run) => {
    for (let runs = 0; runs < WARM_UPS; runs++) await run();
    const sinceMs = performance.now();
    for (let runs = 0; runs < RUNS; runs++) await run();
    return ((performance.now() - sinceMs) / RUNS) * 1_000;
  });
  const { isolation } = definition.type;
  process.stdout.write(
    `${isolation}: first run ${startMs.toFixed(1)} ms, each one after it ${runUs.toFixed(1)} µs\n`,
  );
}

async function medianStartMs(definition: AnyJobDefinition): Promise<number> {
  const tookMs: number[] = [];
  for (let starts = 0; starts < STARTS; starts++) {
    await withPool(definition, async (run) => {
      const sinceMs = performance.now();
      await run();
      tookMs.push(performance.now() - sinceMs);
    });
  }
  return tookMs.toSorted((a, b) => a - b)[STARTS / 2]!;
}

async function withPool<T>(
  definition: AnyJobDefinition,
  measure: (run: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const pool = new Pool({ most: 1 });
  const job = callable([definition], pool, 1_000).get(definition.type.name)!;
  const context = contextOf(definition);
  const run = async () =>
    callHandler(job, Object.assign(context, { args: checkedArgs(job, ARGS) }), null);
  try {
    return await measure(run);
  } finally {
    await pool.stop();
  }
}

function contextOf({ type }: AnyJobDefinition): MiddlewareContext {
  const ignore = () => undefined;
  return {
    id: "default~1",
    queue: "default",
    type: type.name,
    attempt: 1,
    maxAttempts: 1,
    scheduleId: null,
    plannedAtMs: null,
    signal: new AbortController().signal,
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    parents: () => Promise.resolve([]),
    batch: () => Promise.resolve(null),
    progress: ignore,
    args: ARGS,
    jobType: type,
  };
}
