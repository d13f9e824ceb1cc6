import { onTestFinished } from "vitest";
import { Executor, type ExecutorOptions } from "../executor/executor.ts";
import { Scheduler, type SchedulerOptions } from "../scheduler/scheduler.ts";
import { SchedulerService } from "../scheduler/service.ts";
import { testRedisUrl, uniquePrefix } from "./redis.ts";

/** A service, and workers on demand, on a prefix of their own. All end with the test. */
export function startSystem(redis = testRedisUrl()) {
  const prefix = uniquePrefix();
  const service = new SchedulerService({ redis, prefix });
  onTestFinished(() => service.close());
  return {
    redis,
    prefix,
    service,
    async startExecutor(options: Omit<ExecutorOptions, "redis" | "prefix">): Promise<Executor> {
      const executor = new Executor({ redis, prefix, drainMs: 0, ...options });
      onTestFinished(() => executor.stop());
      await executor.start();
      return executor;
    },
    async startScheduler(
      options: Omit<SchedulerOptions, "redis" | "prefix"> = {},
    ): Promise<Scheduler> {
      const scheduler = new Scheduler({ redis, prefix, ...options });
      onTestFinished(() => scheduler.stop());
      await scheduler.start();
      return scheduler;
    },
  };
}
