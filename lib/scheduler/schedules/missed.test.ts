import { describe, expect, it } from "vitest";
import { counted, openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const MINUTE_MS = 60_000;
const every = (minutes: number) => ({ kind: "every", everyMs: minutes * MINUTE_MS });

/**
 * Every five minutes from 12:00, the last one fired at 12:00; it is 12:17:31 and no scheduler ran since 12:04. The clock is the real one:
 * 12:00 is as long ago as it must be.
 */
async function downSinceNoon(system: Schedules, missed: unknown) {
  const noonMs = (await system.nowMs()) - (17 * 60 + 31) * 1_000;
  const at = (minute: number) => noonMs + minute * MINUTE_MS;
  await system.plant({
    timing: { trigger: every(5), overlap: "allow", missed },
    anchorMs: noonMs,
    watermarkMs: noonMs,
    nominalMs: at(5),
  });
  return { at };
}

/** A scheduler comes back; waits until it has decided everything that is due. */
async function comesBack(system: Schedules, id = "s") {
  const { nominalMs } = await system.stored(id);
  await system.startScheduler();
  await until(
    "what is due to be decided",
    () => system.stored(id),
    (stored) => stored.nominalMs !== nominalMs && stored.catchUp === null,
  );
  return system.service.getSchedule(id);
}

const plannedTimes = async (system: Schedules) =>
  (await system.runs()).map(({ plannedMs }) => plannedMs);

describe("planned times that passed while no scheduler ran", () => {
  it("E1: latest: one run planned 12:15, 2 coalesced, next 12:20", async () => {
    const system = await openSchedules();
    const { at } = await downSinceNoon(system, { policy: "latest" });
    const after = await comesBack(system);
    expect(await system.runs()).toMatchObject([{ plannedMs: at(15), coalesced: 2 }]);
    expect(after.nextAt).toBe(iso(at(20)));
    expect(counted(after)).toEqual({ fired: 1, coalesced: 2 });
    expect((await system.ledger()).map(({ p, o }) => [p, o])).toEqual([
      [at(5), "coalesced"],
      [at(10), "coalesced"],
      [at(15), "fired"],
    ]);
  });

  it("E2: all: 12:05, 12:10, 12:15 in order, next 12:20", async () => {
    const system = await openSchedules();
    const { at } = await downSinceNoon(system, { policy: "all" });
    const after = await comesBack(system);
    expect(await plannedTimes(system)).toEqual([at(5), at(10), at(15)]);
    const ready = await system.redis.lrange(`${system.tag}:ready:5`, 0, "-1");
    expect(ready).toEqual((await system.runs()).map(({ localId }) => localId));
    expect(after.nextAt).toBe(iso(at(20)));
    expect(counted(after)).toEqual({ fired: 3 });
  });

  it("E3: skip: no run, 3 missed.skipped, next 12:20", async () => {
    const system = await openSchedules();
    const { at } = await downSinceNoon(system, { policy: "skip" });
    const after = await comesBack(system);
    expect(await plannedTimes(system)).toEqual([]);
    expect(after.nextAt).toBe(iso(at(20)));
    expect(counted(after)).toEqual({ missedSkipped: 3 });
  });

  it("E4: all, window 10 min: 12:10, 12:15; 12:05 missed.window", async () => {
    const system = await openSchedules();
    const { at } = await downSinceNoon(system, { policy: "all", windowMs: 10 * MINUTE_MS });
    const after = await comesBack(system);
    expect(await plannedTimes(system)).toEqual([at(10), at(15)]);
    expect(after.nextAt).toBe(iso(at(20)));
    expect(counted(after)).toEqual({ fired: 2, missedWindow: 1 });
    expect((await system.ledger())[0]).toMatchObject({ p: at(5), o: "missed-window" });
  });

  it("skip: a time that is less than 5 s late still fires", async () => {
    const system = await openSchedules();
    const nowMs = await system.nowMs();
    const plannedMs = nowMs - 500;
    await system.plant({
      timing: { trigger: every(5), missed: { policy: "skip" } },
      anchorMs: plannedMs,
      watermarkMs: plannedMs - 10 * MINUTE_MS,
      nominalMs: plannedMs - 5 * MINUTE_MS,
    });
    expect(counted(await comesBack(system))).toEqual({ fired: 1, missedSkipped: 1 });
    expect(await plannedTimes(system)).toEqual([plannedMs]);
  });

  it("all: pays out a hundred a tick, up to the most, and counts the rest as capped", async () => {
    const system = await openSchedules();
    const nowMs = await system.nowMs();
    const anchorMs = nowMs - 500 * MINUTE_MS - 30_000;
    await system.plant({
      timing: { trigger: every(1), overlap: "allow", missed: { policy: "all", max: 250 } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + MINUTE_MS,
    });
    const after = await comesBack(system);
    expect(counted(after)).toEqual({ fired: 250, missedCapped: 250 });
    expect(await plannedTimes(system)).toEqual(
      Array.from({ length: 250 }, (_, k) => anchorMs + (k + 1) * MINUTE_MS),
    );
    expect(after.nextAt).toBe(iso(anchorMs + 501 * MINUTE_MS));
  });

  it("decides ten million missed times at once", async () => {
    const system = await openSchedules();
    const nowMs = await system.nowMs();
    const anchorMs = nowMs - 10_000_000 * 100 - 50;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: 100 }, limit: 1 },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + 100,
    });
    await system.startScheduler();
    const after = await until(
      "the run",
      () => system.service.getSchedule("s"),
      ({ state }) => state === "ended",
    );
    expect(after.counters.fired).toBe(1);
    expect(after.counters.coalesced).toBeGreaterThanOrEqual(9_999_999);
  });
});

describe("E24: no executor for 1 h, overlap skip", () => {
  it("1 ready run, the rest skipped, schedule on time afterwards (stored times moved by the hour)", async () => {
    const system = await openSchedules();
    const nowMs = await system.nowMs();
    const anchorMs = nowMs - 60 * MINUTE_MS - 30_000;
    await system.plant({
      timing: { trigger: every(1), missed: { policy: "all" } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + MINUTE_MS,
    });
    const after = await comesBack(system);
    expect(counted(after)).toEqual({ fired: 1, overlapSkipped: 59 });
    expect(after.live).toHaveLength(1);
    expect(after.nextAt).toBe(iso(anchorMs + 61 * MINUTE_MS));
    const [first, ...rest] = await system.ledger();
    for (const line of rest) expect(line).toMatchObject({ o: "overlap-skipped", b: first!.j });
  });

  it("and in real time (100 ms for a minute): the next time after the executor is back fires", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    await system.service.createSchedule({ id: "s", job: tick, args: {}, every: 100 });
    const skipped = await until(
      "ten to be skipped",
      () => system.service.getSchedule("s"),
      ({ counters }) => counters.overlapSkipped >= 10,
    );
    expect(skipped.counters.fired).toBe(1);
    await system.startExecutor({ jobs: [tick] });
    await until(
      "it to be on time",
      () => system.service.getSchedule("s"),
      ({ counters }) => counters.fired >= 5,
    );
    await system.service.cancelSchedule("s");
    const [first] = await system.runs();
    for (const { plannedMs } of await system.runs())
      expect((plannedMs - first!.plannedMs) % 100, "the grid").toBe(0);
  });
});
