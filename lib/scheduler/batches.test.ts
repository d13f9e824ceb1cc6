import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { noted } from "../testing/sample-jobs.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import type { SchedulerService } from "./service.ts";

const ended = (service: SchedulerService, batchId: string) =>
  until(
    "the batch to end",
    async () => (await service.getBatch(batchId)).state,
    (state) => state === "ended",
  );

describe("a batch", () => {
  it("counts its jobs and calls back once when all have ended", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const log: number[] = [];
    const job = noted(log);
    let seen: unknown;
    const summary = defineJob({
      name: "summary",
      args: z.object({}),
      async run(_, { batch }) {
        seen = await batch();
      },
    });
    await startScheduler();
    await startScheduler();
    await startExecutor({ jobs: [job, summary] });
    const { batch, jobIds } = await service.scheduleBatch({
      name: "invoices",
      jobs: Array.from({ length: 700 }, (_, n) => ({
        job,
        args: { n, fails: n % 100 === 0 },
        queue: n % 2 ? "odd" : "even",
      })),
      callback: { job: summary, args: {}, queue: "last" },
    });
    expect(jobIds).toHaveLength(700);
    expect(batch).toMatchObject({ name: "invoices", total: 700, createdBy: "program" });
    await ended(service, batch.id);
    await service.resultOf(batch.callbackId!);
    expect(seen).toMatchObject({ total: 700, succeeded: 693, failed: 7, cancelled: 0 });
    expect(await service.getBatch(batch.id)).toMatchObject({
      state: "ended",
      succeeded: 693,
      failed: 7,
    });
    expect((await service.getJob(jobIds[3]!)).batchId).toBe(batch.id);
    expect((await service.getQueue("last")).counts).toMatchObject({ succeeded: 1, ready: 0 });
  });

  it("with callbackWhen succeeded, calls nobody when one failed; a retry counts nothing twice", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const job = noted([]);
    await startScheduler();
    await startExecutor({ jobs: [job] });
    const { batch, jobIds } = await service.scheduleBatch({
      jobs: [
        { job, args: { n: 1 } },
        { job, args: { n: 2, fails: true } },
      ],
      callback: { job, args: { n: 3 } },
      callbackWhen: "succeeded",
    });
    await ended(service, batch.id);
    await service.retryJob(jobIds[1]!);
    await expect(service.resultOf(jobIds[1]!)).rejects.toThrow("2 fails");
    expect(await service.getBatch(batch.id)).toMatchObject({ succeeded: 1, failed: 1 });
    await expect(service.getJob(batch.callbackId!)).rejects.toThrow("no job");
  });

  it("refuses a bad job by its place, and writes nothing", async () => {
    const { service } = startSystem();
    const job = noted([]);
    await expect(
      service.scheduleBatch({
        jobs: [
          { job, args: { n: 1 } },
          { job, args: { n: "x" } },
        ],
      }),
    ).rejects.toMatchObject({ fields: [{ path: "jobs.1.args.n" }] });
    await expect(
      service.scheduleBatch({ jobs: [{ job, args: { n: 1 }, unique: { key: "k" } }] }),
    ).rejects.toMatchObject({ fields: [{ path: "jobs.0.unique" }] });
    await expect(service.scheduleBatch({ jobs: [] })).rejects.toThrow("jobs");
    expect((await service.listQueues()).items).toEqual([]);
  });
});
