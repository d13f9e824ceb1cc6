import { describe, expect, it } from "vitest";
import { CarillonError } from "../../errors.ts";
import type { PatchSchedule } from "../../api/schedule-definition.ts";
import type { Schedule } from "../../api/schedules.ts";
import { refusal } from "../../testing/refusal.ts";
import { openSchedules, tick } from "../../testing/planted.ts";

const HOUR_MS = 3_600_000;
const hourly = { job: tick, args: {}, every: HOUR_MS };
const WHEN = ["nextAt", "next", "skips", "state", "createdAt"] as const;
const when = (schedule: Schedule) => Object.fromEntries(WHEN.map((name) => [name, schedule[name]]));

describe("saving a schedule", () => {
  it("E8: the identical definition saved 1,000 times at once: revision and next unchanged, one schedule", async () => {
    const { service } = await openSchedules();
    const asked = { ...hourly, tags: ["a"], overlap: "queueOne", limit: 9 } as const;
    const first = await service.putSchedule("s", asked);
    const saves = Array.from({ length: 1_000 }, () => service.putSchedule("s", asked));
    for (const saved of await Promise.all(saves)) expect(saved).toEqual(first);
    expect((await service.listSchedules()).total).toBe(1);
    expect((await service.listRevisions("s")).items).toHaveLength(1);
  });

  it("E8: a thousand that create it at once make one", async () => {
    const { service, stored } = await openSchedules();
    const saves = Array.from({ length: 1_000 }, () => service.putSchedule("s", hourly));
    const saved = await Promise.all(saves);
    expect(new Set(saved.map(({ createdAt, nextAt }) => `${createdAt} ${nextAt}`)).size).toBe(1);
    expect((await stored()).revision).toBe(1);
    expect((await service.listRevisions("s")).items).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ["arguments", { job: tick, args: {}, tags: ["new"] }],
    ["the overlap policy", { overlap: "allow" }],
    ["the missed policy", { missed: "all" }],
    ["the limit", { limit: 5 }],
    ["the failures that pause it", { pauseAfterFailures: 3 }],
    ["the options", { priority: 9, attempts: 3, startDeadlineMs: 60_000 }],
  ])("leaves the next time and skips alone when it changes %s", async (_, part) => {
    const { service } = await openSchedules();
    await service.putSchedule("s", hourly);
    await service.skipNext("s", { plannedAt: new Date((await service.getSchedule("s")).next[3]!) });
    const before = await service.getSchedule("s");
    const after = await service.putSchedule("s", { ...hourly, ...part });
    expect(when(after)).toEqual(when(before));
    expect(after.revision).toBe(2);
  });

  it.each<[string, Record<string, unknown>]>([
    ["the trigger", { every: 2 * HOUR_MS }],
    ["the anchor", { anchor: "epoch" }],
    ["the window", { endAt: new Date(Date.now() + 90 * HOUR_MS) }],
    ["the kind of trigger", { every: undefined, cron: "0 3 * * *", timeZone: "Europe/Berlin" }],
  ])("counts from now when it changes %s", async (_, part) => {
    const { service, stored } = await openSchedules();
    await service.putSchedule("s", hourly);
    await service.putSchedule("s", { ...hourly, ...part });
    const { watermarkMs, updatedMs, nominalMs } = await stored();
    expect(Math.abs(updatedMs - watermarkMs)).toBeLessThan(2_000);
    expect(nominalMs).toBeGreaterThan(watermarkMs);
  });

  it("never fires at once by an edit, whatever immediately says", async () => {
    const { service, stored } = await openSchedules();
    for (const trigger of [{ every: HOUR_MS }, { every: undefined, afterEnd: HOUR_MS }]) {
      await service.putSchedule("s", { ...hourly, ...trigger });
      await service.putSchedule("s", { ...hourly, ...trigger, immediately: true });
      const { state, nominalMs, anchorMs } = await stored();
      expect({ state, after: nominalMs! - anchorMs }).toEqual({ state: "active", after: HOUR_MS });
    }
  });

  it("counts what a pause held back, when it plans a paused schedule anew", async () => {
    const system = await openSchedules();
    const nowMs = await system.nowMs();
    const anchorMs = nowMs - 5 * HOUR_MS - 1_000;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: HOUR_MS } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + HOUR_MS,
    });
    await system.service.pauseSchedule("s", { reason: "mail is down", by: "ana" });
    const after = await system.service.patchSchedule("s", { every: 2 * HOUR_MS });
    expect(after).toMatchObject({ state: "paused", counters: { paused: 5, missedSkipped: 0 } });
    expect(await system.ledger()).toMatchObject(
      [1, 2, 3, 4, 5].map((hour) => ({
        o: "paused",
        p: anchorMs + hour * HOUR_MS,
        y: "ana",
        r: "mail is down",
      })),
    );
  });

  it("counts what was due and nobody had fired, when it plans anew", async () => {
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - 5 * HOUR_MS - 1_000;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: HOUR_MS } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + HOUR_MS,
    });
    const after = await system.service.patchSchedule("s", { every: 2 * HOUR_MS });
    expect(after.counters.missedSkipped).toBe(5);
    expect((await system.ledger()).map(({ o }) => o)).toEqual(Array(5).fill("missed-skipped"));
  });
});

describe("the expected revision", () => {
  it("is refused when it is not the present one, with the present schedule", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", hourly);
    const present = await service.putSchedule("s", { ...hourly, limit: 7 });
    for (const edit of [
      () => service.putSchedule("s", { ...hourly, limit: 8 }, { expectedRevision: 1 }),
      () => service.patchSchedule("s", { limit: 8 }, { expectedRevision: 1 }),
      () => service.restoreSchedule("s", { revision: 1 }, { expectedRevision: 1 }),
    ]) {
      const error = await refusal(edit());
      expect(error.code).toBe("revision_conflict");
      expect(error.message).toMatch(/at revision 2 .* not at 1/);
      expect(error.current).toEqual(present);
    }
    const saved = await service.patchSchedule("s", { limit: 8 }, { expectedRevision: 2 });
    expect(saved).toMatchObject({ limit: 8, revision: 3 });
  });

  it("lets one of ten that edit the same revision win", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", hourly);
    const edits = Array.from({ length: 10 }, (_, n) =>
      service.patchSchedule("s", { limit: n + 1 }, { expectedRevision: 1 }).then(
        () => "saved",
        (error: CarillonError) => error.code,
      ),
    );
    const answers = await Promise.all(edits);
    expect(answers.filter((answer) => answer === "saved")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "revision_conflict")).toHaveLength(9);
    expect((await service.getSchedule("s")).revision).toBe(2);
  });

  it("of one that was never there, or was cancelled, is refused", async () => {
    const { service } = await openSchedules();
    const expected = { expectedRevision: 1 };
    const error = await refusal(service.putSchedule("s", hourly, expected));
    expect(error).toMatchObject({ code: "revision_conflict", current: null });
    await service.putSchedule("s", hourly);
    await service.cancelSchedule("s");
    const gone = await refusal(service.putSchedule("s", { ...hourly, limit: 2 }, expected));
    expect(gone.code).toBe("revision_conflict");
  });
});

describe("patching a schedule", () => {
  const berlin = { job: tick, args: {}, cron: "0 9 * * *", timeZone: "Europe/Berlin" };

  it.each<[string, PatchSchedule, Record<string, unknown>]>([
    [
      "another expression keeps the zone",
      { cron: "0 10 * * *" },
      { trigger: { kind: "cron", expression: "0 10 * * *", timeZone: "Europe/Berlin" } },
    ],
    [
      "null puts the zone back to UTC",
      { timeZone: null },
      { trigger: { kind: "cron", expression: "0 9 * * *", timeZone: "UTC" } },
    ],
    [
      "another kind of trigger replaces all of it",
      { every: HOUR_MS },
      { trigger: { kind: "every", everyMs: HOUR_MS } },
    ],
    [
      "a delay after each run, with its own fields",
      { afterEnd: HOUR_MS, immediately: true },
      { trigger: { kind: "afterEnd", delayMs: HOUR_MS, immediately: true } },
    ],
    ["null takes a limit away", { limit: null }, { limit: null }],
    ["null puts the policies back", { overlap: null, missed: null }, { overlap: "skip" }],
    ["nothing changes nothing", {}, { revision: 1, limit: 4, overlap: "queueAll" }],
    ["a window and another limit", { limit: 5, jitterMs: 10 }, { limit: 5, jitterMs: 10 }],
    ["tags go with null", { tags: null }, { options: {} }],
  ])("%s", async (_, patch, expected) => {
    const { service } = await openSchedules();
    const policies = { limit: 4, overlap: "queueAll", missed: "all", tags: ["a"] } as const;
    await service.putSchedule("s", { ...berlin, ...policies });
    expect(await service.patchSchedule("s", patch)).toMatchObject(expected);
  });

  it("keeps an anchor with another interval, and drops it with another kind", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", { ...hourly, anchor: "epoch" });
    const slower = await service.patchSchedule("s", { every: 2 * HOUR_MS });
    expect(slower.trigger).toMatchObject({ everyMs: 2 * HOUR_MS, anchor: "epoch" });
    const cron = await service.patchSchedule("s", { cron: "@daily" });
    expect(cron.trigger).toEqual({ kind: "cron", expression: "@daily", timeZone: "UTC" });
    const back = await service.patchSchedule("s", { every: HOUR_MS });
    expect(back.trigger).toEqual({ kind: "every", everyMs: HOUR_MS });
  });
});
