import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { openStore } from "../../testing/many-jobs.ts";
import { startSystem } from "../../testing/system.ts";
import type { SchedulerService } from "../service.ts";
import type { Store } from "../store.ts";
import { type CalendarOptions, readCalendar } from "./calendar.ts";

const DAY_MS = 86_400_000;
const job = defineJob({ name: "report", args: z.object({}), run: () => null });
const work = { job, args: {} };
const feed: CalendarOptions = {
  name: "Coming runs",
  timeZone: "UTC",
  origin: "https://jobs.example.org",
};
const day = (ahead: number) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);

/** The store as it will be, when nothing happens until then. */
const atTime = (store: Store, nowMs: number) =>
  Object.create(store, { clock: { value: { now: () => nowMs } } }) as Store;

/** As a program that has nothing to do with ours reads it. */
function parseEvents(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

const eventsOf = async (service: SchedulerService, options: Partial<CalendarOptions> = {}) =>
  parseEvents(await service.getCalendar({ ...feed, ...options }));

const startOf = ({ startDate }: ICAL.Event) => startDate.toJSDate().toISOString();

describe("the calendar of coming runs", () => {
  it("has an event for each run of the next 30 days, with a link to its schedule", async () => {
    const { service } = startSystem();
    await service.createSchedule({
      ...work,
      id: "nightly",
      cron: "30 2 * * *",
      timeZone: "Europe/Berlin",
      queue: "reports",
      jitterMs: 30_000,
    });
    const events = await eventsOf(service);
    expect([30, 31]).toContain(events.length);
    const [first] = events;
    expect(first!.summary).toBe("nightly");
    expect(first!.description).toContain("report in the queue reports\nAt 02:30");
    expect(first!.description).toContain("Starts up to 30 s later");
    expect(first!.component.getFirstPropertyValue("url")).toBe(
      "https://jobs.example.org/schedules/nightly",
    );
    expect(first!.component.getFirstPropertyValue("categories")).toBe("reports");
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    const { next } = await service.getSchedule("nightly");
    expect(events.slice(0, next.length).map(startOf)).toEqual(next);
  });

  it.each([
    ["2036-03-20", "30 2 * * *", ["29T01:30", "30T01:00", "31T00:30"]],
    ["2036-10-20", "30 2 * * *", ["25T00:30", "26T00:30", "27T01:30"]],
  ])("follows the clock of a zone, from %s on: %s", async (from, cron, expected) => {
    const { service, ...system } = startSystem();
    await service.createSchedule({ ...work, id: "daily", cron, timeZone: "Europe/Berlin" });
    const store = atTime(await openStore(system), Date.parse(from));
    const text = await readCalendar(store, { ...feed, timeZone: "Europe/Berlin" });
    const starts = parseEvents(text).map((event) => startOf(event).slice(8, 16));
    const around = starts.indexOf(expected[0]!);
    expect(starts.slice(around, around + 3)).toEqual(expected);
  });

  it("counts a day as long as the clock makes it", async () => {
    const { service, ...system } = startSystem();
    await service.createSchedule({ ...work, id: "half-hourly", cron: "*/30 * * * *" });
    await service.createSchedule({ ...work, id: "hourly", cron: "0 * * * *" });
    const store = await openStore(system);
    const read = async (from: string) =>
      parseEvents(
        await readCalendar(atTime(store, Date.parse(from)), { ...feed, timeZone: "Europe/Berlin" }),
      );
    const onDay = (events: ICAL.Event[], date: string) =>
      events.find(({ uid }) => uid.startsWith(`half-hourly.1.${date}@`))!.summary;
    const spring = await read("2036-03-20");
    expect(onDay(spring, "2036-03-29")).toBe("half-hourly · 48 runs");
    expect(onDay(spring, "2036-03-30")).toBe("half-hourly · 46 runs");
    const autumn = await read("2036-10-20");
    expect(onDay(autumn, "2036-10-26")).toBe("half-hourly · 50 runs");
    // 25 runs on that day are no more than one an hour.
    expect(autumn.filter(({ uid }) => uid.startsWith("hourly.1.2036"))).toEqual([]);
  });

  it("shows in the evening what is left of a frequent one as it did in the morning", async () => {
    const { service, ...system } = startSystem();
    await service.createSchedule({ ...work, id: "each-10-min", cron: "*/10 * * * *" });
    const evening = atTime(await openStore(system), Date.parse("2036-06-01T22:55:00Z"));
    const [today] = parseEvents(await readCalendar(evening, feed));
    expect(today!.summary).toBe("each-10-min · 6 runs");
    expect(today!.startDate.toString()).toBe("2036-06-01");
  });

  it("sums up what runs more than 24 times a day, a day an event", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "each-minute", cron: "* * * * *" });
    await service.createSchedule({ ...work, id: "hourly", cron: "0 * * * *" });
    const events = await eventsOf(service);
    const ofMinute = events.filter(({ uid }) => uid.startsWith("each-minute."));
    expect(ofMinute.length).toBe(31);
    expect(ofMinute[1]!.summary).toBe("each-minute · 1,440 runs");
    expect(ofMinute[1]!.startDate.isDate).toBe(true);
    expect(ofMinute[1]!.startDate.toString()).toBe(day(1));
    expect(ofMinute[1]!.endDate.toString()).toBe(day(2));
    expect(events.filter(({ uid }) => uid.startsWith("hourly.")).length).toBeGreaterThanOrEqual(
      720,
    );
  });

  it("sums up more where it would have too many events", async () => {
    const { service } = startSystem();
    for (let n = 0; n < 4; n++)
      await service.createSchedule({ ...work, id: `hourly-${n}`, cron: `${n} * * * *` });
    await service.createSchedule({ ...work, id: "nightly", cron: "30 2 * * *" });
    const events = await eventsOf(service);
    expect(events.filter(({ summary }) => summary === "hourly-0 · 24 runs").length).toBe(30);
    expect(events.filter(({ summary }) => summary === "nightly").length).toBeGreaterThanOrEqual(30);
    const hourly = await eventsOf(service, { schedule: "hourly-0" });
    expect(hourly.length).toBeGreaterThanOrEqual(720);
  });

  it("leaves out what is paused or to be skipped", async () => {
    const { service } = startSystem();
    for (const id of ["runs", "held", "held-for-a-week"])
      await service.createSchedule({ ...work, id, cron: "0 12 * * *" });
    await service.pauseSchedule("held");
    const until = new Date(`${day(7)}T00:00:00Z`);
    await service.pauseSchedule("held-for-a-week", { until });
    await service.skipNext("runs", { plannedAt: new Date(`${day(3)}T12:00:00Z`) });
    const events = await eventsOf(service);
    const of = (id: string) => events.filter(({ summary }) => summary === id).map(startOf);
    expect(of("held")).toEqual([]);
    expect(of("held-for-a-week")[0]).toBe(`${day(7)}T12:00:00.000Z`);
    expect(of("runs")).toContain(`${day(2)}T12:00:00.000Z`);
    expect(of("runs")).not.toContain(`${day(3)}T12:00:00.000Z`);
  });

  it("holds one queue, or one schedule, when asked to; single jobs are in it too", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "digest", cron: "0 8 * * *", queue: "mail" });
    await service.createSchedule({ ...work, id: "backup", cron: "0 3 * * *" });
    const executionTime = new Date(`${day(4)}T18:00:00Z`);
    const { id } = await service.scheduleAt({ ...work, executionTime });
    const summaries = async (options: Partial<CalendarOptions>) => [
      ...new Set((await eventsOf(service, options)).map(({ summary }) => summary)),
    ];
    expect((await summaries({})).toSorted()).toEqual(["backup", "digest", "report"]);
    expect(await summaries({ queue: "mail" })).toEqual(["digest"]);
    expect(await summaries({ schedule: "backup" })).toEqual(["backup"]);
    const single = (await eventsOf(service)).find(({ summary }) => summary === "report")!;
    expect(startOf(single)).toBe(executionTime.toISOString());
    expect(single.component.getFirstPropertyValue("url")).toBe(
      `https://jobs.example.org/jobs/${id}`,
    );
  });

  it("names a run the same each time it is read, and says when its schedule was changed", async () => {
    const { service } = startSystem();
    await service.createSchedule({ ...work, id: "nightly", cron: "30 2 * * *" });
    const before = await eventsOf(service);
    await service.putSchedule("nightly", { ...work, cron: "30 2 * * *", priority: 9 });
    const after = await eventsOf(service, { name: "read again" });
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(before[0]!.sequence).toBe(1);
    expect(after[0]!.sequence).toBe(2);
  });
});
