import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { heldBack } from "../../testing/held-back.ts";
import { counted, openSchedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";

/**
 * Runs that take as long as the test says, by a scheduler that is held back: at `to(3_500)` it is three and a half seconds
 * after the anchor, whatever the machine is busy with. Redis, the scripts and the executor are the real ones.
 */
async function everySecond(timing: Record<string, unknown>) {
  const system = await openSchedules();
  const ends: (() => void)[] = [];
  let most = 0;
  const long = defineJob({
    name: "long",
    args: z.object({}),
    run: (_, { signal }) =>
      new Promise<void>((end, stop) => {
        ends.push(end);
        most = Math.max(most, ends.length);
        signal.addEventListener("abort", () => {
          ends.splice(ends.indexOf(end), 1);
          stop(signal.reason as Error);
        });
      }),
  });
  await system.startExecutor({ jobs: [long] });
  const clock = await heldBack(system);
  await clock.everySecond(timing, "long");
  const schedule = () => system.service.getSchedule("s");
  const running = (count: number) => until(`${count} to run`, () => ends.length === count);
  return {
    ...system,
    ...clock,
    schedule,
    running,
    most: () => most,
    /** The oldest run ends, which its schedule knows. */
    async end() {
      const before = (await schedule()).live;
      await until("a run to have begun", () => ends.length > 0);
      ends.shift()!();
      await until("its schedule to know", schedule, ({ live }) => !live.includes(before[0]!));
    },
    fired: async () => (await system.runs()).map(({ plannedMs }) => clock.second(plannedMs)),
    became: async (outcome: string) =>
      (await system.ledger()).filter(({ o }) => o === outcome).map(({ p }) => clock.second(p)),
  };
}

/** Ten seconds of it, in which each run takes three and a half. */
async function tenSeconds(overlap: string) {
  const system = await everySecond({ overlap });
  let endsAt = Infinity;
  for (let ms = 500; ms <= 10_000; ms += 500) {
    if (ms >= endsAt) {
      await system.end();
      endsAt = Infinity;
    }
    await system.to(ms);
    const { live } = await system.schedule();
    if (live.length > 0 && endsAt === Infinity) endsAt = ms + 3_500;
  }
  return system;
}

describe("a planned time while a run of the schedule is alive", () => {
  it("E11: overlap skip, run 3.5 s, every 1 s, 10 s: runs planned 1, 5, 9 s; 7 skipped", async () => {
    const system = await tenSeconds("skip");
    expect(await system.fired()).toEqual([1, 5, 9]);
    expect(await system.became("overlap-skipped")).toEqual([2, 3, 4, 6, 7, 8, 10]);
    expect(counted(await system.schedule())).toEqual({ fired: 3, overlapSkipped: 7 });
    expect(system.most()).toBe(1);
  });

  it("E12: overlap queueOne, same: never two at once, ≤ 1 pending, the rest counted", async () => {
    const system = await tenSeconds("queueOne");
    expect(system.most()).toBe(1);
    const after = await system.schedule();
    expect(after.pending).toBe(1);
    // The run of 1 s ends at 4.5 s: 2 s has waited. It ends at 8 s: 5 s has.
    expect(await system.fired()).toEqual([1, 2, 5]);
    expect(await system.became("overlap-skipped")).toEqual([3, 4, 6, 7, 9, 10]);
    expect(counted(after)).toEqual({ fired: 3, overlapSkipped: 6 });
  });

  it("allow: all ten run, side by side", async () => {
    const system = await everySecond({ overlap: "allow" });
    for (let second = 1; second <= 10; second++) await system.to(second * 1_000);
    await system.running(10);
    expect(counted(await system.schedule())).toEqual({ fired: 10 });
  });

  it("queueAll: each waits its turn, in order, and none is lost", async () => {
    const system = await everySecond({ overlap: "queueAll" });
    for (let second = 1; second <= 10; second++) await system.to(second * 1_000);
    expect(await system.schedule()).toMatchObject({ pending: 9, counters: { fired: 1 } });
    for (let run = 1; run <= 10; run++) {
      expect(await system.fired()).toHaveLength(run);
      await system.end();
    }
    expect(await system.fired()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(system.most()).toBe(1);
    expect(counted(await system.schedule())).toEqual({ fired: 10 });
  });

  it("cancelRunning: the run is asked to stop, and the newer time runs once it has", async () => {
    const system = await everySecond({ overlap: "cancelRunning" });
    await system.to(1_000);
    await system.running(1);
    const [first] = await system.runs();
    await system.to(2_000);
    const second = await until("the second to run", system.runs, (runs) => runs[1]?.letter === "r");
    expect(second.map(({ letter }) => letter)).toEqual(["c", "r"]);
    expect(await system.service.getJob(`default~${first!.localId}`)).toMatchObject({
      state: "cancelled",
      cancelledBy: "schedule s",
    });
    expect(system.most()).toBe(1);
    expect(counted(await system.schedule())).toEqual({ fired: 2 });
  });

  it("E16: limit 3 with 2 overlap skips between: exactly 3 fires, then ended", async () => {
    const system = await everySecond({ overlap: "skip", limit: 3 });
    for (const second of [1, 2, 3]) await system.to(second * 1_000);
    await system.end();
    for (const second of [4, 5]) {
      await system.to(second * 1_000);
      await system.end();
    }
    expect(await system.schedule()).toMatchObject({ state: "ended", nextAt: null });
    for (const second of [6, 7, 8]) await system.to(second * 1_000);
    expect(await system.fired()).toEqual([1, 4, 5]);
    expect(counted(await system.schedule())).toEqual({ fired: 3, overlapSkipped: 2 });
  });

  it("in real time (100 ms for a second): never two at once, and every planned time is accounted for", async () => {
    const system = await openSchedules();
    let running = 0;
    let most = 0;
    const slow = defineJob({
      name: "slow",
      args: z.object({}),
      async run() {
        most = Math.max(most, ++running);
        await new Promise((end) => setTimeout(end, 350));
        running--;
      },
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [slow, tick] });
    const start = Date.now() + 800;
    const asked = { job: slow, args: {}, every: 100, missed: "all" as const };
    const ends = { startAt: new Date(start), endAt: new Date(start + 1_900) };
    await system.service.createSchedule({ ...asked, ...ends, id: "skip", overlap: "skip" });
    const over = (id: string) =>
      until(
        `${id} to have ended`,
        () => system.service.getSchedule(id),
        ({ state, live }) => state === "ended" && live.length === 0,
      );
    const skip = await over("skip");
    expect(most).toBe(1);
    expect(skip.counters.fired + skip.counters.overlapSkipped).toBe(20);
    expect(skip.counters.fired).toBeGreaterThan(1);
  });
});
