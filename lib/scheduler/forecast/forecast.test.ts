import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Forecast } from "../../api/forecast.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { startSystem } from "../../testing/system.ts";

const DAY_MS = 86_400_000;
const job = defineJob({ name: "report", args: z.object({}), run: () => null });
const work = { job, args: {} };
/** Some days ahead of now, as a local day of UTC. */
const day = (ahead: number) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
const tomorrow = { from: day(1), to: day(1) };
const runsOf = ({ slots }: Forecast) => slots.map(({ runs }) => runs);

describe("a forecast", () => {
  it("counts what each schedule plans, and names the times when they are few", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "often", every: 100 });
    await service.createSchedule({ ...work, id: "nightly", cron: "30 2 * * *" });
    await service.createSchedule({ ...work, id: "hourly", cron: "0 * * * *", queue: "q2" });
    const forecast = await service.getForecast(tomorrow);
    const [slot] = forecast.slots;
    expect(slot).toMatchObject({ date: day(1), hour: null, clockChange: null, paused: 0 });
    expect(slot!.runs).toBe(864_000 + 1 + 24);
    expect(slot!.planned.map(({ schedule, runs }) => [schedule, runs])).toEqual([
      ["nightly", 1],
      ["hourly", 24],
      ["often", 864_000],
    ]);
    expect(slot!.planned[0]!.times).toEqual([`${day(1)}T02:30:00.000Z`]);
    expect(slot!.planned[1]).toMatchObject({
      first: `${day(1)}T00:00:00.000Z`,
      last: `${day(1)}T23:00:00.000Z`,
      times: null,
    });
    expect(forecast.schedules.hourly).toEqual({
      queue: "q2",
      job: "report",
      description: expect.any(String) as string,
      state: "active",
      timeZone: "UTC",
    });
  });

  it("is cut by the days and hours of a zone", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "half-hourly", cron: "*/30 * * * *" });
    const query = { from: "2036-03-29", to: "2036-03-30", timeZone: "Europe/Berlin" };
    const days = await service.getForecast(query);
    expect(runsOf(days)).toEqual([48, 46]);
    expect(days.slots[1]).toMatchObject({
      startAt: "2036-03-29T23:00:00.000Z",
      endAt: "2036-03-30T22:00:00.000Z",
      clockChange: { at: "2036-03-30T01:00:00.000Z", from: "02:00", to: "03:00" },
    });
    const hours = await service.getForecast({ ...query, from: query.to, by: "hour" });
    expect(hours.slots).toHaveLength(23);
    expect(hours.slots.map(({ hour }) => hour).slice(0, 4)).toEqual([0, 1, 3, 4]);
    expect(new Set(runsOf(hours))).toEqual(new Set([2]));
  });

  it("begins now, whatever was asked for", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "hourly", every: 3_600_000 });
    const forecast = await service.getForecast({ from: day(-2), to: day(2) });
    expect(runsOf(forecast).slice(0, 2)).toEqual([0, 0]);
    expect(runsOf(forecast).slice(3)).toEqual([24, 24]);
    expect(runsOf(forecast)[2]).toBeLessThan(24);
  });

  it("leaves out what is skipped, and what lies past an end or a limit", async () => {
    const { service } = startSystem();
    const at = (hour: number) => new Date(`${day(1)}T${String(hour).padStart(2, "0")}:00:00Z`);
    const startAt = at(0);
    const hourly = { ...work, cron: "0 * * * *", startAt };
    await service.createSchedule({ ...hourly, id: "skipped" });
    await service.skipNext("skipped", { plannedAt: at(4) });
    await service.skipNext("skipped");
    await service.createSchedule({ ...hourly, id: "ends", endAt: at(9) });
    await service.createSchedule({ ...hourly, id: "limited", limit: 5 });
    const { slots } = await service.getForecast(tomorrow);
    const planned = Object.fromEntries(slots[0]!.planned.map((each) => [each.schedule, each]));
    expect(planned.skipped).toMatchObject({ runs: 22, first: at(1).toISOString() });
    expect(planned.ends).toMatchObject({ runs: 10, last: at(9).toISOString() });
    expect(planned.limited!.times).toEqual([0, 1, 2, 3, 4].map((hour) => at(hour).toISOString()));
  });

  it("tells what falls into a pause, as far as the pause reaches", async () => {
    const { service } = startSystem();
    const hourly = { ...work, cron: "0 * * * *" };
    await service.createSchedule({ ...hourly, id: "held" });
    await service.createSchedule({ ...hourly, id: "held-till-noon" });
    await service.pauseSchedule("held");
    await service.pauseSchedule("held-till-noon", { until: new Date(`${day(1)}T12:00:00Z`) });
    const { slots, schedules } = await service.getForecast(tomorrow);
    const paused = Object.fromEntries(
      slots[0]!.planned.map((each) => [each.schedule, [each.runs, each.paused]]),
    );
    expect(paused).toEqual({ held: [24, 24], "held-till-noon": [24, 12] });
    expect(slots[0]).toMatchObject({ runs: 48, paused: 36 });
    expect(schedules.held!.state).toBe("paused");
  });

  it("knows only the next time of what follows the end of each run", async () => {
    const { service } = startSystem();
    await service.createSchedule({
      ...work,
      id: "follows",
      afterEnd: 60_000,
      startAt: new Date(`${day(1)}T10:00:00Z`),
    });
    const forecast = await service.getForecast({ from: day(0), to: day(7) });
    expect(runsOf(forecast).reduce((sum, runs) => sum + runs, 0)).toBe(1);
    expect(forecast.slots[1]!.planned[0]!.times).toEqual([`${day(1)}T10:01:00.000Z`]);
    expect(forecast.unplanned).toEqual({ total: 0, ids: [] });
  });

  it("says whose next time nobody knows, while a run goes on", async () => {
    const { service, startScheduler } = startSystem();
    await service.createSchedule({ ...work, id: "follows", afterEnd: 100, immediately: true });
    await startScheduler();
    await expect
      .poll(async () => (await service.getForecast(tomorrow)).unplanned, { timeout: 15_000 })
      .toEqual({ total: 1, ids: ["follows"] });
  });

  it("names those that run least often, and sums up the others", async () => {
    const { service } = startSystem();
    for (let hours = 1; hours <= 4; hours++)
      await service.createSchedule({ ...work, id: `each-${hours}`, cron: `0 */${hours} * * *` });
    const { slots, schedules } = await service.getForecast({ ...tomorrow, perSlot: 2 });
    expect(slots[0]!.planned.map(({ schedule }) => schedule)).toEqual(["each-4", "each-3"]);
    expect(slots[0]!.more).toEqual({ schedules: 2, runs: 24 + 12 });
    expect(slots[0]!.runs).toBe(24 + 12 + 8 + 6);
    expect(Object.keys(schedules).toSorted()).toEqual(["each-3", "each-4"]);
  });

  it("is narrowed by queue, schedule and text", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "mail-digest", every: 60_000, queue: "mail" });
    await service.createSchedule({ ...work, id: "backup", cron: "30 2 * * *" });
    const named = async (filter: { queue?: string; schedule?: string; q?: string }) =>
      Object.keys((await service.getForecast({ ...tomorrow, ...filter })).schedules).toSorted();
    expect(await named({ queue: "mail" })).toEqual(["mail-digest"]);
    expect(await named({ queue: "nobody" })).toEqual([]);
    expect(await named({ schedule: "backup" })).toEqual(["backup"]);
    expect(await named({ q: "DIGEST" })).toEqual(["mail-digest"]);
    expect(await named({ q: "report" })).toEqual(["backup", "mail-digest"]);
    expect(await named({ q: "every 1 min" })).toEqual(["mail-digest"]);
  });

  it("counts single jobs that wait for their time, and names the next few", async () => {
    const { service } = startSystem();
    const at = (hour: number) => new Date(`${day(1)}T1${hour}:00:00Z`);
    const ids: string[] = [];
    for (const hour of [3, 0, 4, 1, 2]) {
      const { id } = await service.scheduleAt({
        ...work,
        queue: hour % 2 ? "odd" : "even",
        executionTime: at(hour),
      });
      ids[hour] = id;
    }
    const { slots } = await service.getForecast(tomorrow);
    expect(slots[0]!.jobs).toEqual({
      count: 5,
      first: [0, 1, 2].map((hour) => ({ id: ids[hour], runAt: at(hour).toISOString() })),
    });
    const odd = await service.getForecast({ ...tomorrow, queue: "odd", by: "hour" });
    expect(odd.slots.map(({ jobs }) => jobs!.count).slice(9, 16)).toEqual([0, 0, 1, 0, 1, 0, 0]);
    expect((await service.getForecast({ ...tomorrow, q: "x" })).slots[0]!.jobs).toBeNull();
  });

  it.each([
    ["a range that is too long", { from: "2026-01-01", to: "2026-03-04" }, "to"],
    ["one by hour that is too long", { from: "2026-01-01", to: "2026-01-15", by: "hour" }, "to"],
    ["one that ends before it begins", { from: "2026-01-02", to: "2026-01-01" }, "to"],
    ["a day that is none", { from: "2026-02-30", to: "2026-03-01" }, "from"],
    ["a zone that is none", { ...tomorrow, timeZone: "Mars/Phobos" }, "timeZone"],
    ["more than a hundred a slot", { ...tomorrow, perSlot: 101 }, "perSlot"],
    ["what is not known", { ...tomorrow, colour: "red" }, "colour"],
  ])("refuses %s", async (_, query, field) => {
    const { service } = startSystem();
    await expect(service.getForecast(query as never)).rejects.toMatchObject({
      code: "invalid_fields",
      fields: [{ path: field }],
    });
  });

  it("reaches 62 days by day and 14 by hour, clock changes or not", async () => {
    const { service } = startSystem();
    const timeZone = "Europe/Berlin";
    const days = await service.getForecast({ from: "2026-10-01", to: "2026-12-01", timeZone });
    expect(days.slots).toHaveLength(62);
    const by = "hour";
    const hours = await service.getForecast({ from: "2026-10-19", to: "2026-11-01", timeZone, by });
    expect(hours.slots).toHaveLength(14 * 24 + 1);
  });
});
