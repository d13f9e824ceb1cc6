import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { openSchedules } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";

const HOUR_MS = 3_600_000;

/** A schedule whose runs end as the test says; each is triggered, so that none waits for a clock. */
async function open(part: Record<string, unknown> = {}) {
  const system = await openSchedules();
  let fails = true;
  const job = defineJob({
    name: "sometimes",
    args: z.object({}),
    run() {
      if (fails) throw new Error("as asked");
    },
  });
  await system.startExecutor({ jobs: [job] });
  const { service } = system;
  const asked = { id: "s", job, args: {}, every: HOUR_MS, overlap: "allow" as const };
  await service.createSchedule({ ...asked, pauseAfterFailures: 3, ...part });
  const schedule = () => service.getSchedule("s");
  return {
    ...system,
    job,
    schedule,
    async run(how: "fails" | "succeeds") {
      fails = how === "fails";
      const { id } = await service.triggerSchedule("s");
      await until("its run to end", schedule, ({ live }) => !live.includes(id));
    },
  };
}

describe("failures in a row", () => {
  it("pause it, with the reason, in the script that ends the last of them", async () => {
    const { service, schedule, run } = await open();
    await run("fails");
    await run("fails");
    expect(await schedule()).toMatchObject({ state: "active", failuresInRow: 2 });
    await run("fails");
    expect(await schedule()).toMatchObject({
      state: "paused",
      failuresInRow: 3,
      nextAt: null,
      pause: { by: "carillon", reason: "3 runs in a row have failed", until: null },
    });
    expect((await service.listSchedules()).items[0]!.state).toBe("paused");
  });

  it("are counted anew after a success, and after a resume", async () => {
    const { service, schedule, run } = await open();
    for (const how of ["fails", "fails", "succeeds", "fails", "fails"] as const) await run(how);
    expect(await schedule()).toMatchObject({ state: "active", failuresInRow: 2 });
    await run("fails");
    expect((await schedule()).state).toBe("paused");
    await service.resumeSchedule("s");
    await run("fails");
    await run("fails");
    expect(await schedule()).toMatchObject({ state: "active", failuresInRow: 2 });
    await run("fails");
    expect((await schedule()).state).toBe("paused");
  });

  it("do not pause it when that is off, and one is enough when asked for", async () => {
    const { service, schedule, run } = await open({ pauseAfterFailures: 0 });
    for (let failure = 0; failure < 4; failure++) await run("fails");
    expect(await schedule()).toMatchObject({ state: "active", failuresInRow: 4 });
    await service.patchSchedule("s", { pauseAfterFailures: 1 });
    expect((await schedule()).state, "what failed before").toBe("active");
    await run("fails");
    expect((await schedule()).pause?.reason).toMatch(/5 runs in a row/);
  });

  it("are final ones: a run that is tried again is none, and one that was cancelled neither", async () => {
    const { service, schedule } = await open({
      attempts: 50,
      backoff: { kind: "fixed", delayMs: 60_000, maxDelayMs: 60_000, jitter: 0 },
    });
    const { id } = await service.triggerSchedule("s");
    await until(
      "its first failure",
      () => service.getJob(id),
      ({ attempt }) => attempt === 2,
    );
    expect((await schedule()).failuresInRow).toBe(0);
    await service.cancelJob(id);
    expect(await schedule()).toMatchObject({ failuresInRow: 0, live: [] });
  });

  it("decide what waits for a run to end as paused", async () => {
    const system = await openSchedules();
    const job = defineJob({
      name: "waits",
      args: z.object({}),
      run: (_, { signal }) =>
        new Promise((__, fail) => {
          signal.addEventListener("abort", () => fail(new Error("stopped")));
          setTimeout(() => fail(new Error("as asked")), 450);
        }),
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [job] });
    await system.service.createSchedule({
      id: "s",
      job,
      args: {},
      every: 100,
      overlap: "queueAll",
      missed: "all",
      pauseAfterFailures: 1,
    });
    const paused = await until(
      "the pause",
      () => system.service.getSchedule("s"),
      ({ state }) => state === "paused",
    );
    expect(paused).toMatchObject({ pending: 0, counters: { fired: 1 } });
    expect(paused.counters.paused).toBeGreaterThan(0);
    const ledger = await system.ledger();
    for (const line of ledger.filter(({ o }) => o === "paused"))
      expect(line.r).toBe("a run has failed");
  });
});
