import { describe, expect, it } from "vitest";
import { counted, openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const HOUR_MS = 3_600_000;

/** Every ten seconds, paused since just after the last one, 65 s ago (stored times moved by as much). */
async function pausedForAMinute(timing: Record<string, unknown> = {}, skipOf: number[] = []) {
  const system = await openSchedules();
  const anchorMs = (await system.nowMs()) - 65_000;
  const at = (second: number) => anchorMs + second * 1_000;
  await system.plant({
    timing: { trigger: { kind: "every", everyMs: 10_000 }, overlap: "allow", ...timing },
    anchorMs,
    watermarkMs: anchorMs,
    nominalMs: at(10),
  });
  const seen = await system.stored();
  for (const second of skipOf)
    await system.schedules.markSkip(seen, at(second), { by: "bo", reason: "inventory" });
  await system.service.pauseSchedule("s", { reason: "mail is down", by: "ana" });
  return { ...system, at };
}

const seconds = async (system: Schedules, at0: number) =>
  (await system.runs()).map(({ plannedMs }) => (plannedMs - at0) / 1_000);

describe("pausing", () => {
  it("E13: 60 s on every 10 s, default resume: no catch-up, 6 counted paused, next on the original grid", async () => {
    const system = await pausedForAMinute();
    const after = await system.service.resumeSchedule("s");
    expect(after).toMatchObject({ state: "active", pause: null, nextAt: iso(system.at(70)) });
    expect(counted(after)).toEqual({ paused: 6 });
    await system.startScheduler();
    const { id } = await system.service.scheduleJob({ job: tick, args: {}, delayMs: 100 });
    await until(
      "work",
      () => system.service.getJob(id),
      ({ state }) => state === "ready",
    );
    expect(await system.runs()).toEqual([]);
    const ledger = await system.ledger();
    expect(ledger.map(({ p }) => p)).toEqual([10, 20, 30, 40, 50, 60].map(system.at));
    for (const line of ledger)
      expect(line).toMatchObject({ o: "paused", y: "ana", r: "mail is down" });
  });

  it("resume with missed latest: the newest still fires, the others are counted as paused", async () => {
    const system = await pausedForAMinute();
    const after = await system.service.resumeSchedule("s", { missed: "latest" });
    expect(counted(after)).toEqual({ fired: 1, paused: 5 });
    expect(await system.runs()).toMatchObject([{ plannedMs: system.at(60), coalesced: 0 }]);
    expect(after.nextAt).toBe(iso(system.at(70)));
  });

  it("resume with missed all: each fires, oldest first, whatever the window of the schedule", async () => {
    const system = await pausedForAMinute({ missed: { policy: "skip", windowMs: 1_000 } });
    const after = await system.service.resumeSchedule("s", { missed: "all" });
    expect(counted(after)).toEqual({ fired: 6 });
    expect(await seconds(system, system.at(0))).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it("resume with missed all: no more than a hundred; the newest beyond them are counted as paused", async () => {
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - 150 * HOUR_MS - 1_000;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: HOUR_MS }, overlap: "allow" },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + HOUR_MS,
    });
    await system.service.pauseSchedule("s");
    const after = await system.service.resumeSchedule("s", { missed: "all" });
    expect(counted(after)).toEqual({ fired: 100, paused: 50 });
    expect(after.nextAt).toBe(iso(anchorMs + 151 * HOUR_MS));
  });

  it("resume goes by the rule for overlaps and by the limit", async () => {
    const skip = await pausedForAMinute({ overlap: "skip" });
    const skipped = await skip.service.resumeSchedule("s", { missed: "all" });
    expect(counted(skipped)).toEqual({ fired: 1, overlapSkipped: 5 });
    const limited = await pausedForAMinute({ limit: 4 });
    const ended = await limited.service.resumeSchedule("s", { missed: "all" });
    expect(ended).toMatchObject({ state: "ended", nextAt: null, counters: { fired: 4 } });
  });

  it("decides what was to be skipped during the pause as skipped", async () => {
    const system = await pausedForAMinute({}, [20, 60]);
    const after = await system.service.resumeSchedule("s", { missed: "latest" });
    expect(counted(after)).toEqual({ fired: 1, paused: 3, skipped: 2 });
    expect(await seconds(system, system.at(0))).toEqual([50]);
    expect(after.skips).toEqual([]);
  });

  it("says who, why and until when, and a second pause says it anew", async () => {
    const { service } = await pausedForAMinute();
    const end = new Date(Date.now() + HOUR_MS);
    const first = await service.getSchedule("s");
    expect(first.pause).toMatchObject({ by: "ana", reason: "mail is down", until: null });
    const second = await service.pauseSchedule("s", { reason: "still", by: "bo", until: end });
    expect(second.pause).toMatchObject({ by: "bo", reason: "still", until: end.toISOString() });
  });

  it("of one that is active changes nothing when it is resumed", async () => {
    const { service } = await pausedForAMinute();
    const resumed = await service.resumeSchedule("s");
    expect(await service.resumeSchedule("s", { missed: "all" })).toEqual(resumed);
  });
});

describe("a pause that ends by itself", () => {
  it("ends at its end, with the times that passed counted, and goes on (100 ms)", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const asked = { job: tick, args: {}, every: 100, overlap: "allow", missed: "all" } as const;
    await system.service.createSchedule({ ...asked, id: "s" });
    await until("a run", system.runs, (runs) => runs.length > 0);
    const untilMs = (await system.nowMs()) + 700;
    await system.service.pauseSchedule("s", { until: new Date(untilMs) });
    await until("runs after it", system.runs, (runs) => runs.at(-1)!.plannedMs > untilMs + 200);
    const { counters } = await system.service.getSchedule("s");
    expect(counters.paused).toBeGreaterThanOrEqual(6);
    const ledger = await system.ledger();
    for (const line of ledger.filter(({ o }) => o === "fired" || o === "paused"))
      if (line.o === "paused")
        expect(line.d, "decided when it ended").toBeGreaterThanOrEqual(untilMs);
    const planned = ledger.map(({ p }) => p);
    expect(planned).toEqual(planned.map((_, k) => planned[0]! + k * 100));
  });

  it("ends when a scheduler is back, of one that was down at its end (stored times moved)", async () => {
    const system = await pausedForAMinute();
    const nowMs = await system.nowMs();
    const pause = { by: "ana", atMs: nowMs - 60_000, reason: "night", untilMs: nowMs - 30_000 };
    expect(await system.schedules.pause("s", pause)).toBe("paused");
    await system.startScheduler();
    const after = await until(
      "its end",
      () => system.service.getSchedule("s"),
      ({ state }) => state === "active",
    );
    expect(counted(after)).toEqual({ paused: 6 });
    expect(after).toMatchObject({ pause: null, nextAt: iso(system.at(70)) });
  });

  it("does not end before, and not at an end that it no longer has", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const asked = { job: tick, args: {}, every: 100, overlap: "allow" } as const;
    await system.service.createSchedule({ ...asked, id: "s" });
    await system.service.createSchedule({ ...asked, id: "other" });
    const soon = new Date((await system.nowMs()) + 300);
    await system.service.pauseSchedule("s", { until: soon });
    await system.service.pauseSchedule("s");
    await until(
      "time to pass",
      () => system.runs("other"),
      (runs) => (runs.at(-1)?.plannedMs ?? 0) > soon.getTime() + 200,
    );
    expect((await system.service.getSchedule("s")).state).toBe("paused");
  });

  it("is one whose end is still to come", async () => {
    const { service } = await pausedForAMinute();
    const error = await refusal(
      service.pauseSchedule("s", { until: new Date(Date.now() - 1_000) }),
    );
    expect(error.fields.map(({ path }) => path)).toEqual(["until"]);
  });
});

describe("E14: trigger × 3 while paused", () => {
  it("3 runs; next, watermark, limit untouched", async () => {
    const system = await pausedForAMinute({ limit: 5 });
    await system.startExecutor({ jobs: [tick] });
    const before = await system.stored();
    for (let run = 0; run < 3; run++) {
      const job = await system.service.triggerSchedule("s", { by: "ana" });
      expect(job).toMatchObject({ scheduleId: "s", plannedAt: null });
    }
    await until("three runs", system.runs, (runs) => runs.every(({ letter }) => letter === "s"));
    const { lastJob: _, lastFiredMs: __, counters, ...after } = await system.stored();
    expect(before).toMatchObject(after);
    expect(counters).toEqual({ ...before.counters, triggered: 3 });
    expect(await system.runs()).toHaveLength(3);
    const resumed = await system.service.resumeSchedule("s", { missed: "all" });
    expect(resumed).toMatchObject({ state: "ended", counters: { fired: 5, triggered: 3 } });
  });
});
