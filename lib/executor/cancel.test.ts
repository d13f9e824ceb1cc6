import { once } from "node:events";
import { expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { isFinal } from "../jobs/states.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import type { Interruption } from "./interruption.ts";

it("every running inline job hears of its cancellation, and ends as cancelled", async () => {
  const { service, startExecutor } = startSystem();
  const began = new Set<string>();
  const heard = new Map<string, string>();
  const waits = defineJob({
    name: "waits",
    args: z.object({}),
    run: async (_, { id, signal }) => {
      began.add(id);
      await once(signal, "abort");
      heard.set(id, (signal.reason as Interruption).kind);
      signal.throwIfAborted();
    },
  });
  await startExecutor({ jobs: [waits], concurrency: 200 });
  const jobs = await service.scheduleJobs(
    Array.from({ length: 200 }, () => ({ job: waits, args: {} })),
  );
  const ids = jobs.map(({ id }) => id);
  await until("all to run", () => began.size === ids.length);
  await Promise.all(ids.map((id) => service.cancelJob(id, {})));
  await until("all to hear", () => heard.size === ids.length);
  expect(new Set(heard.values())).toEqual(new Set(["cancelled"]));
  for (const id of ids) {
    const { state } = await until(
      "the job to end",
      () => service.getJob(id),
      (job) => isFinal(job.state),
    );
    expect(state).toBe("cancelled");
  }
});
