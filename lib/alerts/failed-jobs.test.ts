import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { timeOfRedis } from "../redis/clock.ts";
import { attention, openAlerts, startReceiver } from "../testing/alerts.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const send = defineJob({
  name: "mail.send",
  args: z.object({ to: z.string(), password: z.string().default("none") }),
  run({ to, password }) {
    throw new Error(`no way to ${to} with ${password}`);
  },
});

/** A system whose jobs fail, and a webhook that is told from now on. */
async function open() {
  const system = startSystem();
  const alerts = await openAlerts({ prefix: system.prefix });
  const receiver = await startReceiver();
  await system.startExecutor({ jobs: [send] });
  const fail = async (...all: { to: string; password?: string }[]) => {
    const jobs = await system.service.scheduleJobs(
      all.map((args) => ({ job: send, args, attempts: 1 })),
    );
    for (const { id } of jobs)
      await until(
        "it to fail",
        () => system.service.getJob(id),
        ({ state }) => state === "failed",
      );
    return jobs.map(({ id }) => id);
  };
  const add = async (kinds: string[] | null = null) =>
    alerts.add(receiver.url, kinds, await timeOfRedis(alerts.redis));
  return { ...system, ...alerts, ...receiver, fail, add };
}

describe("jobs that have failed for good", () => {
  it("are told from a webhook's creation on, each once, the newest first", async () => {
    const { fail, add, tell, got } = await open();
    await fail({ to: "before" });
    await add();
    await tell(0);
    expect(got).toEqual([]);
    const ids = [...(await fail({ to: "ana" })), ...(await fail({ to: "bea" }))];
    await tell(10);
    await tell(20);
    expect(got).toHaveLength(1);
    expect(got[0]!.body.failedJobs).toEqual({
      count: 2,
      jobs: ids.toReversed().map((id, n) => ({
        id,
        queue: "default",
        type: "mail.send",
        error: `no way to ${["bea", "ana"][n]} with none`,
        url: `https://jobs.example.org/jobs/${encodeURIComponent(id)}`,
      })),
    });
    await fail({ to: "cara" });
    await tell(70);
    expect(got[1]!.body.failedJobs).toMatchObject({ count: 1 });
  });

  it("are told once a minute, unless there is something else to tell", async () => {
    const { fail, add, tell, got } = await open();
    await add();
    await fail({ to: "ana" });
    await tell(0, attention());
    await fail({ to: "bea" });
    await tell(10, attention());
    expect(got.map(({ body }) => body.failedJobs?.count)).toEqual([1]);
    await tell(20, attention());
    expect(got[1]!.body).toMatchObject({ opened: [{}], failedJobs: { count: 1 } });
    await fail({ to: "cara" }, { to: "dora" });
    await tell(79.999, attention());
    expect(got).toHaveLength(2);
    await tell(80, attention());
    expect(got[2]!.body).toMatchObject({ opened: [], failedJobs: { count: 2 } });
  });

  it("are counted, and the newest twenty named", async () => {
    const { fail, add, tell, got } = await open();
    await add();
    await fail(...Array.from({ length: 25 }, (_, n) => ({ to: `${n}` })));
    await tell(0);
    expect(got[0]!.body.failedJobs!.count).toBe(25);
    expect(got[0]!.body.failedJobs!.jobs).toHaveLength(20);
  });

  it("are told without their secrets", async () => {
    const { fail, add, tell, got, log } = await open();
    await add();
    await fail({ to: "https://ana:canary-1@example.org", password: "canary-2" });
    await tell(0);
    expect(got[0]!.body.failedJobs!.jobs[0]!.error).toContain("no way to");
    expect(got[0]!.text + log.join("")).not.toContain("canary");
  });

  it("are told later all at once to an address that could not be reached", async () => {
    const { fail, add, tell, got, answering } = await open();
    answering.status = 500;
    await add();
    await fail({ to: "ana" });
    await tell(0);
    await fail({ to: "bea" });
    answering.status = 200;
    await tell(10);
    expect(got.map(({ body }) => body.failedJobs?.count)).toEqual([1, 2]);
  });

  it("are nothing to one that does not want them, nor those of before when it does", async () => {
    const { fail, add, tell, got, webhooks, redis } = await open();
    const { id } = await add(["no-executor"]);
    await fail({ to: "ana" });
    await tell(0);
    await webhooks.change(id, { kinds: null }, await timeOfRedis(redis));
    await tell(10);
    expect(got).toEqual([]);
    await fail({ to: "bea" });
    await tell(20);
    expect(got).toMatchObject([{ body: { failedJobs: { count: 1 } } }]);
  });
});
