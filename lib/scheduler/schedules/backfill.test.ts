import { describe, expect, it } from "vitest";
import { heldBack } from "../../testing/held-back.ts";
import { counted, openSchedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";
import { until } from "../../testing/until.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Hourly for a day and a half; it is half past. No scheduler has looked since the beginning. */
async function hourly(
  missed: unknown = { policy: "latest" },
  part: { startDeadlineMs?: number } = {},
) {
  const system = await openSchedules();
  const anchorMs = (await system.nowMs()) - 36 * HOUR_MS - 30 * MINUTE_MS;
  const at = (hour: number) => new Date(anchorMs + hour * HOUR_MS);
  await system.plant({
    timing: { trigger: { kind: "every", everyMs: HOUR_MS }, overlap: "allow", missed },
    anchorMs,
    watermarkMs: anchorMs,
    nominalMs: anchorMs + HOUR_MS,
    ...part,
  });
  const hours = async () =>
    (await system.runs()).map(({ plannedMs }) => (plannedMs - anchorMs) / HOUR_MS);
  return { ...system, at, hours };
}

const hoursFrom = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);

describe("backfilling", () => {
  it("E15: a day of hourly of which 5 fired, onlyMissing: 19 runs (stored times moved by the day)", async () => {
    const system = await hourly({ policy: "all", max: 5 });
    await system.startScheduler();
    await until("five to fire", system.stored, ({ nextMs }) => nextMs! > Date.now());
    const before = await system.stored();
    const day = { from: system.at(1), to: system.at(24) };
    const answer = await system.service.backfillSchedule("s", { ...day, by: "ana" });
    expect(answer).toMatchObject({ dryRun: false, made: 19, leftOut: 5 });
    expect(await system.hours()).toEqual(hoursFrom(1, 24));
    const after = await system.stored();
    expect(after.counters).toMatchObject({ fired: 5, backfilled: 19, missedCapped: 31 });
    const plan = ["watermarkMs", "nominalMs", "nextMs", "state", "revision"] as const;
    for (const name of plan) expect(after[name], name).toBe(before[name]);
    const again = await system.service.backfillSchedule("s", { ...day });
    expect(again).toMatchObject({ made: 0, leftOut: 24 });
  });

  it("names what it would make in a dry run, and writes nothing", async () => {
    const { service, redis, tag, at } = await hourly();
    const before = await redis.hgetall(`${tag}:schedule:s`);
    const range = { from: at(2), to: at(4), dryRun: true };
    const answer = await service.backfillSchedule("s", range);
    expect(answer).toEqual({
      dryRun: true,
      made: 3,
      leftOut: 0,
      items: [2, 3, 4].map((hour) => ({
        plannedAt: at(hour).toISOString(),
        outcome: "would-make",
        jobId: null,
      })),
    });
    expect(await redis.hgetall(`${tag}:schedule:s`)).toEqual(before);
    expect(await redis.exists(`${tag}:jobs`, `${tag}:ledger:s`)).toBe(0);
  });

  it("takes both ends in, and nothing beside them", async () => {
    const { service, hours, at } = await hourly();
    await service.backfillSchedule("s", { from: at(3), to: at(5) });
    await service.backfillSchedule("s", {
      from: new Date(at(6).getTime() + 1),
      to: new Date(at(8).getTime() - 1),
    });
    expect(await hours()).toEqual([3, 4, 5, 7]);
  });

  it("without onlyMissing runs them again, each under an id of its own", async () => {
    const { service, hours, runs, at } = await hourly();
    const range = { from: at(1), to: at(3) };
    await service.backfillSchedule("s", range);
    const again = await service.backfillSchedule("s", { ...range, onlyMissing: false });
    expect(again).toMatchObject({ made: 3, leftOut: 0 });
    expect(await hours()).toEqual([1, 1, 2, 2, 3, 3]);
    expect(new Set((await runs()).map(({ localId }) => localId)).size).toBe(6);
  });

  it("by two at once makes each run once, and each says what it has made", async () => {
    const system = await hourly();
    const range = { from: system.at(1), to: system.at(36) };
    const both = await Promise.all(
      [1, 2, 3].map(() => system.service.backfillSchedule("s", range)),
    );
    expect(await system.hours()).toEqual(hoursFrom(1, 36));
    expect(both.reduce((sum, { made }) => sum + made, 0)).toBe(36);
    for (const { made, leftOut } of both) expect(made + leftOut).toBe(36);
    const ids = both.flatMap(({ items }) =>
      items.filter(({ outcome }) => outcome === "made").map(({ jobId }) => jobId),
    );
    expect(new Set(ids).size).toBe(36);
    expect((await system.stored()).counters.backfilled).toBe(36);
  });

  it("does not apply the start deadline: it is long over", async () => {
    const system = await hourly({ policy: "skip" }, { startDeadlineMs: 1_000 });
    await system.startExecutor({ jobs: [tick] });
    await system.service.backfillSchedule("s", { from: system.at(1), to: system.at(2) });
    const { items } = await until(
      "them to end",
      () => system.service.listJobs({ schedule: "s" }),
      // A page may miss a job that moves from one state to the next while it is read.
      ({ items: all }) => all.length === 2 && all.every(({ finishedAt }) => finishedAt !== null),
    );
    expect(items.map(({ state }) => state)).toEqual(["succeeded", "succeeded"]);
  });

  it("is no second run of a time that the scheduler decides later", async () => {
    const system = await hourly({ policy: "all" });
    await system.service.backfillSchedule("s", { from: system.at(30), to: system.at(36) });
    await system.startScheduler();
    const after = await until(
      "it to catch up",
      () => system.service.getSchedule("s"),
      ({ nextAt }) => Date.parse(nextAt!) > Date.now(),
    );
    expect(await system.hours()).toEqual(hoursFrom(1, 36));
    expect(counted(after)).toEqual({ fired: 36, backfilled: 7 });
  });

  it("leaves out what waits for a run to end: that will fire", async () => {
    const system = await openSchedules();
    const clock = await heldBack(system);
    await clock.everySecond({ overlap: "queueAll" });
    for (const second of [1, 2, 3]) await clock.to(second * 1_000);
    const at = (second: number) => new Date(clock.anchorMs + second * 1_000);
    const answer = await system.service.backfillSchedule("s", { from: at(1), to: at(5) });
    expect(answer.items.map(({ outcome }) => outcome)).toEqual([
      "fired",
      "fired",
      "fired",
      "made",
      "made",
    ]);
  });

  it("works while paused, and a resume that makes up for the pause runs nothing twice", async () => {
    const system = await hourly();
    await system.service.pauseSchedule("s");
    await system.service.backfillSchedule("s", { from: system.at(1), to: system.at(10) });
    await system.service.resumeSchedule("s", { missed: "all" });
    expect(await system.hours()).toEqual(hoursFrom(1, 36));
  });

  it.each([
    ["the end is before the start", (now: number) => [now - 1_000, now - 2_000], "to"],
    ["the end is to come", (now: number) => [now - HOUR_MS, now + HOUR_MS], "to"],
    ["more than a thousand runs are asked for", (now: number) => [now - 9e9, now - 1_000], "to"],
    ["it begins before 1970", () => [-2_000, -1_000], "from"],
    ["the start is no time", (now: number) => [Number.NaN, now - 1_000], "from"],
    ["the end is no time", (now: number) => [now - 1_000, Number.NaN], "to"],
  ])("is refused by the field when %s", async (_, range, field) => {
    const { service, nowMs, runs } = await hourly();
    const [from, to] = range(await nowMs()).map((ms) => new Date(ms));
    const error = await refusal(service.backfillSchedule("s", { from: from!, to: to! }));
    expect(error.code).toBe("invalid_fields");
    expect(error.fields.map(({ path }) => path)).toEqual([field]);
    expect(await runs()).toEqual([]);
  });

  it("makes a thousand at once, and not one more", async () => {
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - 1_500 * MINUTE_MS;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: MINUTE_MS } },
      anchorMs,
      watermarkMs: anchorMs + 1_499 * MINUTE_MS,
      nominalMs: anchorMs + 1_500 * MINUTE_MS,
    });
    const at = (minute: number) => new Date(anchorMs + minute * MINUTE_MS);
    const range = { from: at(1), to: at(1_001) };
    const error = await refusal(system.service.backfillSchedule("s", range));
    expect(error.fields[0]).toMatchObject({ path: "to", message: /1001 .* at most 1000/ });
    const answer = await system.service.backfillSchedule("s", { ...range, to: at(1_000) });
    expect(answer.made).toBe(1_000);
    const next = await system.service.backfillSchedule("s", range);
    expect(next).toMatchObject({ made: 1, leftOut: 1_000 });
  });

  it("has nothing to fill where runs are planned by the end of the one before", async () => {
    const { service } = await openSchedules();
    await service.createSchedule({ id: "s", job: tick, args: {}, afterEnd: HOUR_MS });
    const range = { from: new Date(1), to: new Date(2) };
    expect(await refusal(service.backfillSchedule("s", range))).toMatchObject({ code: "conflict" });
  });
});
