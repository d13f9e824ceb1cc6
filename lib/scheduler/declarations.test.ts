import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;

const report = (schedules: NonNullable<Parameters<typeof defineJob>[0]["schedules"]>) =>
  defineJob({
    name: "report",
    args: z.object({ of: z.string() }),
    schedules: schedules as { id: string; args: { of: string } }[],
    run: () => null,
  });

const hourly = { id: "hourly", every: HOUR_MS, args: { of: "sales" } };

/** A system with one scheduler, and a way to deploy job files: an executor that starts and stops. */
async function startDeploys() {
  const system = startSystem();
  await system.startScheduler();
  const { service } = system;
  return {
    service,
    async deploy(schedules: Parameters<typeof report>[0]) {
      const executor = await system.startExecutor({ jobs: [report(schedules)] });
      await executor.stop();
    },
    /** Waits until a schedule that is declared for the purpose is there: what was published before it is acted on. */
    async settled(schedules: Parameters<typeof report>[0]) {
      const id = `marker-${Math.random().toString(36).slice(2)}`;
      await this.deploy([...schedules, { ...hourly, id }]);
      await until(
        "acted on",
        () => this.read(id),
        (schedule) => schedule !== null,
      );
    },
    read: (id: string) => service.getSchedule(id).catch(() => null),
  };
}

describe("schedules declared in job files", () => {
  it("are made when an executor starts, with where they come from", async () => {
    const { settled, read, ...rest } = await startDeploys();
    await settled.call({ read, ...rest, settled }, [hourly]);
    expect(await read("hourly")).toMatchObject({
      job: "report",
      args: { of: "sales" },
      state: "active",
      source: { kind: "code", job: "report", isChanged: false },
      createdBy: "code",
    });
  });

  it("are left as they are when the same file is deployed again", async () => {
    const deploys = await startDeploys();
    await deploys.settled([hourly]);
    const before = await deploys.read("hourly");
    await deploys.settled([hourly]);
    expect(await deploys.read("hourly")).toEqual(before);
  });

  it("keep an operator's edit, pause and cancel until the declaration changes", async () => {
    const deploys = await startDeploys();
    const { service } = deploys;
    await deploys.settled([hourly]);
    await service.patchSchedule("hourly", { every: 2 * HOUR_MS }, { by: "ana" });
    await deploys.settled([hourly]);
    expect(await deploys.read("hourly")).toMatchObject({
      trigger: { everyMs: 2 * HOUR_MS },
      source: { isChanged: true },
    });
    await service.cancelSchedule("hourly");
    await deploys.settled([hourly]);
    expect(await deploys.read("hourly")).toMatchObject({ state: "cancelled" });
    await deploys.settled([{ ...hourly, every: 3 * HOUR_MS }]);
    expect(await deploys.read("hourly")).toMatchObject({
      state: "active",
      trigger: { everyMs: 3 * HOUR_MS },
      source: { isChanged: false },
    });
  });

  it("are cancelled when their file declares them no more, and can be restored", async () => {
    const deploys = await startDeploys();
    await deploys.settled([hourly]);
    await deploys.settled([]);
    expect(await deploys.read("hourly")).toMatchObject({ state: "cancelled" });
    expect(await deploys.service.restoreSchedule("hourly")).toMatchObject({ state: "active" });
  });

  it("never take the place of one made by hand", async () => {
    const deploys = await startDeploys();
    await deploys.deploy([]);
    await deploys.service.schedulePeriodic({
      id: "hourly",
      job: "report",
      args: { of: "mine" },
      interval: 60,
    });
    await deploys.settled([hourly]);
    expect(await deploys.read("hourly")).toMatchObject({
      args: { of: "mine" },
      source: { kind: "hand" },
    });
  });

  it.each([
    [
      "a cron expression that is none",
      { id: "x", cron: "99 * * * *", args: { of: "a" } },
      /minute/,
    ],
    ["no trigger", { id: "x", args: { of: "a" } }, /every/],
    ["arguments that are wrong", { id: "x", every: 1_000, args: { of: 1 } }, /of/],
  ])("refuse %s at once", (_, schedule, problem) => {
    expect(() => report([schedule as typeof hourly])).toThrow(problem);
  });
});
