import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { defineJob } from "../lib/jobs/define-job.ts";
import { isFinal } from "../lib/jobs/states.ts";
import { SchedulerService } from "../lib/scheduler/service.ts";
import { openAlerts, startReceiver } from "../lib/testing/alerts.ts";
import { startWorker } from "../lib/testing/processes.ts";
import { testRedisUrl, uniquePrefix } from "../lib/testing/redis.ts";
import { until } from "../lib/testing/until.ts";

function product() {
  const prefix = uniquePrefix();
  const service = new SchedulerService({ redis: testRedisUrl("program"), prefix });
  onTestFinished(() => service.close());
  const env = { CARILLON_PREFIX: prefix, CARILLON_LEASE_MS: "1000" };
  return {
    prefix,
    service,
    async worker(name: "scheduler" | "executor", more: Record<string, string> = {}) {
      const worker = startWorker(name, { ...env, ...more });
      await worker.untilLine(/ started/);
      return worker;
    },
    jobWhen: (id: string, is: (job: Awaited<ReturnType<typeof service.getJob>>) => boolean) =>
      until("the job", () => service.getJob(id), is),
  };
}

describe("a killed executor", () => {
  it("loses its job to another one, which finishes it", async () => {
    const { service, worker, jobWhen } = product();
    await worker("scheduler");
    const first = await worker("executor");
    const args = { ms: 1_500, steps: 15 };
    const { id } = await service.scheduleJob({ job: "demo.sleep", args });
    await jobWhen(id, ({ progress }) => progress !== null);
    first.child.kill("SIGKILL");
    await worker("executor");
    const job = await jobWhen(id, ({ state }) => isFinal(state));
    expect(job).toMatchObject({ state: "succeeded", attempt: 1, result: { sleptMs: 1_500 } });
    expect(job.attempts.map(({ outcome }) => outcome)).toEqual(["lost", "succeeded"]);
  });

  it("that is told to stop gives its job back at once, and exits with 0", async () => {
    const { service, worker, jobWhen } = product();
    await worker("scheduler");
    const first = await worker("executor");
    const args = { ms: 60_000, steps: 100 };
    const { id } = await service.scheduleJob({ job: "demo.sleep", args });
    await jobWhen(id, ({ state }) => state === "running");
    first.child.kill("SIGTERM");
    await first.untilLine(/draining/);
    expect(await first.exit).toBe(0);
    expect(await service.getJob(id)).toMatchObject({ state: "ready", attempt: 1 });
  });
});

describe("several schedulers", () => {
  it("fire each planned time once, also when one of them is killed", async () => {
    const { service, worker } = product();
    const schedulers = await Promise.all([
      worker("scheduler"),
      worker("scheduler"),
      worker("scheduler"),
    ]);
    await worker("executor");
    for (const id of ["a", "b", "c"])
      await service.schedulePeriodic({
        id,
        job: "demo.echo",
        args: { message: id },
        interval: 0.1,
        overlap: "allow",
        missed: "all",
      });
    const firedBy = async (id: string) => (await service.getSchedule(id)).counters.fired;
    await until(
      "ten runs",
      () => firedBy("a"),
      (fired) => fired >= 10,
    );
    schedulers[0].child.kill("SIGKILL");
    const before = await firedBy("c");
    await until(
      "ten more",
      () => firedBy("c"),
      (fired) => fired >= before + 10,
    );
    for (const id of ["a", "b", "c"]) {
      await service.cancelSchedule(id);
      const { items } = await service.listJobs({ schedule: id, limit: 200 });
      const planned = items.map((run) => Date.parse(run.plannedAt!)).toSorted((a, b) => a - b);
      const gaps = planned.slice(1).map((at, index) => at - planned[index]!);
      expect(
        gaps.every((gap) => gap === 100),
        `gaps of ${id}: ${gaps.join(" ")}`,
      ).toBe(true);
      expect(planned.length).toBe(await firedBy(id));
    }
  });
});

describe("a scheduler", () => {
  it("tells an alert webhook of a queue that nobody serves, where it is allowed to, and ends at once", async () => {
    const { prefix, service, worker } = product();
    const { add, seen } = await openAlerts({ prefix });
    const receiver = await startReceiver();
    await add(receiver.url);
    const { queue } = await service.scheduleJob({
      job: defineJob({ name: "mail.send", args: z.object({}), run: () => null }),
      args: {},
    });
    // It has stood for long: fifteen seconds are more than a test should take.
    const subject = { kind: "no-executor", subject: queue } as const;
    await seen.note([{ ...subject, message: "", detail: "", href: "" }], Date.now() - 60_000);
    const scheduler = await worker("scheduler", {
      CARILLON_OUTGOING_ALLOW: "127.0.0.1",
      CARILLON_URL: "https://jobs.example.org",
    });
    await scheduler.untilLine(/an alert webhook was told/);
    expect(receiver.got).toMatchObject([
      {
        body: {
          installation: "https://jobs.example.org",
          opened: [{ ...subject, url: `https://jobs.example.org/queues/${queue}` }],
        },
      },
    ]);
    expect(scheduler.lines.join("\n")).not.toMatch(/hidden|whsec/);
    scheduler.child.kill("SIGTERM");
    expect(await scheduler.exit).toBe(0);
  });
});

describe("http.request", () => {
  async function listen(status: number, body: string) {
    const seen: { method: string; url: string; body: string; headers: unknown }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(status, { "content-type": "text/plain" }).end(body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?x=1` };
  }

  it("calls a server and keeps its status and body", async () => {
    const { service, worker, jobWhen } = product();
    await worker("executor", { CARILLON_OUTGOING_ALLOW: "127.0.0.1" });
    const { seen, url } = await listen(201, "made");
    const { id } = await service.scheduleJob({
      job: "http.request",
      args: { url, method: "POST", headers: { "x-kind": "test" }, body: "hello" },
    });
    const job = await jobWhen(id, ({ state }) => isFinal(state));
    expect(job.result).toEqual({
      status: 201,
      contentType: "text/plain",
      body: "made",
      isCut: false,
    });
    expect(seen).toMatchObject([
      { method: "POST", url: "/hook?x=1", body: "hello", headers: { "x-kind": "test" } },
    ]);
  });

  it("refuses an address that is not public, once, and says how it could be allowed", async () => {
    const { service, worker, jobWhen } = product();
    await worker("executor");
    const { seen, url } = await listen(200, "secret");
    const { id } = await service.scheduleJob({ job: "http.request", args: { url }, attempts: 5 });
    const job = await jobWhen(id, ({ state }) => isFinal(state));
    expect(job).toMatchObject({ state: "failed", attempts: [{ outcome: "failed" }] });
    expect(job.error?.message).toContain("CARILLON_OUTGOING_ALLOW");
    expect(seen).toEqual([]);
  });

  it("fails on a status that was not expected, with what the server said", async () => {
    const { service, worker, jobWhen } = product();
    await worker("executor", { CARILLON_OUTGOING_ALLOW: "127.0.0.1" });
    const { url } = await listen(503, "not today");
    const { id } = await service.scheduleJob({ job: "http.request", args: { url }, attempts: 1 });
    const job = await jobWhen(id, ({ state }) => isFinal(state));
    expect(job.state).toBe("failed");
    expect(job.error?.message).toContain("answered 503: not today");
  });
});

describe("without Redis", () => {
  it.each(["scheduler", "executor"] as const)(
    "a %s says so, tries on, and still ends when it is told to",
    async (name) => {
      const worker = startWorker(name, {
        REDIS_URL: "redis://user:secret@127.0.0.1:1",
        CARILLON_DRAIN_MS: "0",
      });
      const line = await worker.untilLine(/Redis cannot be reached/);
      expect(line).not.toContain("secret");
      worker.child.kill("SIGTERM");
      expect(await worker.exit).toBe(1);
    },
  );
});

describe("settings", () => {
  it.each([
    ["REDIS_URL", { REDIS_URL: "localhost" }],
    ["CARILLON_CONCURRENCY", { CARILLON_CONCURRENCY: "many" }],
    ["CARILLON_LEASE_MS", { CARILLON_LEASE_MS: "5" }],
    ["CARILLON_QUEUES", { CARILLON_QUEUES: "Not OK" }],
  ])("that cannot be used end the worker with 78 and a sentence: %s", async (name, env) => {
    const worker = startWorker("executor", env);
    expect(await worker.exit).toBe(78);
    expect(worker.lines.join("\n")).toContain(name);
  });
});
