import { once } from "node:events";
import { z } from "zod";
import { Executor } from "../lib/executor/executor.ts";
import { defineJob } from "../lib/jobs/define-job.ts";
import { SchedulerService } from "../lib/scheduler/service.ts";
import { startBenchRedis } from "./redis.ts";

/** From the call of `cancelJob` to the abort of the signal in a running inline job, in ms, one cancellation at a time. */
export async function measureCancel(redisUrl: string, count: number): Promise<number[]> {
  const prefix = "bench-cancel";
  const service = new SchedulerService({ redis: redisUrl, prefix });
  let begin: (signal: AbortSignal) => void = () => undefined;
  const job = defineJob({
    name: "bench.cancel",
    args: z.object({}),
    run: async (_, { signal }) => {
      begin(signal);
      await once(signal, "abort");
      signal.throwIfAborted();
    },
  });
  const executor = new Executor({ redis: redisUrl, prefix, jobs: [job] });
  await executor.start();
  const tookMs: number[] = [];
  for (let cancelled = 0; cancelled < count; cancelled++) {
    const began = new Promise<AbortSignal>((resolve) => {
      begin = resolve;
    });
    const { id } = await service.scheduleJob({ job, args: {} });
    const signal = await began;
    const sinceMs = performance.now();
    const aborted = new Promise<number>((resolve) => {
      signal.addEventListener("abort", () => resolve(performance.now() - sinceMs), { once: true });
    });
    await service.cancelJob(id, {});
    tookMs.push(await aborted);
  }
  await executor.stop();
  await service.close();
  return tookMs;
}

if (import.meta.filename === process.argv[1]) {
  const server = await startBenchRedis();
  const tookMs = (await measureCancel(server.url, 1_000)).toSorted((a, b) => a - b);
  const at = (share: number) => tookMs[Math.floor(tookMs.length * share)]!.toFixed(2);
  process.stdout.write(`cancel to abort, ms: p50 ${at(0.5)}, p99 ${at(0.99)}\n`);
  await server.stop();
}
