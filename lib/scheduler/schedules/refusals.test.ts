import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { openSchedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const never = new Date(Number.NaN);
const typed = defineJob({
  name: "typed",
  args: z.object({ to: z.string().min(3), count: z.number().max(5).optional() }),
  run: () => null,
});

type Row = [field: string, part: Record<string, unknown>, says: RegExp];

/** What is wrong with a definition: over an hourly schedule of a job that takes `to`. */
const DEFINITIONS: Row[] = [
  // Triggers.
  ["every", { every: undefined }, /give one of every .*, cron and afterEnd/],
  ["every", { cron: "* * * * *" }, /give one of/],
  ["every", { afterEnd: 1_000 }, /give one of/],
  ["every", { every: 99 }, /at least 100.* 99/],
  ["every", { every: 0 }, /at least 100.* 0/],
  ["every", { every: -5 }, /at least 100.* -5/],
  ["every", { every: 315_360_000_001 }, /at most 315360000000.* 315360000001/],
  ["every", { every: 1_000.5 }, /whole number.* 1000.5/],
  ["every", { every: "1s" }, /number.* "1s"/],
  ["every", { every: Number.NaN }, /number.* NaN/],
  ["every", { every: Number.POSITIVE_INFINITY }, /Infinity/],
  ["afterEnd", { every: undefined, afterEnd: 99 }, /at least 100.* 99/],
  ["afterEnd", { every: undefined, afterEnd: 1e15 }, /at most 315360000000/],
  ["anchor", { anchor: "noon" }, /"noon" is no time/],
  ["anchor", { anchor: never }, /is no time/],
  ["anchor", { anchor: new Date(-1) }, /at least 0/],
  ["anchor", { every: undefined, cron: "* * * * *", anchor: "epoch" }, /belongs to an interval/],
  ["timeZone", { timeZone: "UTC" }, /belongs to a cron expression.*"UTC"/],
  ["immediately", { every: undefined, cron: "* * * * *", immediately: true }, /belongs to every/],
  ["immediately", { immediately: "yes" }, /true or false.*"yes"/],
  // Cron expressions.
  ["cron", { every: undefined, cron: "0 0 30 2 *" }, /"0 0 30 2 \*" never fires/],
  ["cron", { every: undefined, cron: "" }, /""/],
  ["cron", { every: undefined, cron: "* * * *" }, /\* \* \* \*/],
  ["cron", { every: undefined, cron: "60 * * * *" }, /"60".*0.*59/],
  ["cron", { every: undefined, cron: "* 24 * * *" }, /"24".*0.*23/],
  ["cron", { every: undefined, cron: "@reboot" }, /@reboot/],
  ["cron", { every: undefined, cron: "@every 5m" }, /@every/],
  ["cron", { every: undefined, cron: "5/15 * * * *" }, /"5\/15"/],
  ["cron", { every: undefined, cron: "22-2 * * * *" }, /"22-2"/],
  ["cron", { every: undefined, cron: "H * * * *" }, /"H"/],
  ["cron", { every: undefined, cron: "x".repeat(300) }, /256/],
  ["cron", { every: undefined, cron: "2026-12-24T18:00:00Z" }, /2026/],
  ["cron", { every: undefined, cron: 5 }, /text.* 5/],
  ["timeZone", { every: undefined, cron: "* * * * *", timeZone: "Mars/Base" }, /"Mars\/Base"/],
  ["timeZone", { every: undefined, cron: "* * * * *", timeZone: "" }, /""/],
  ["timeZone", { every: undefined, cron: "* * * * *", timeZone: "UTC+3" }, /"UTC\+3"/],
  // The window.
  ["startAt", { startAt: "tomorrow" }, /"tomorrow" is no time.*ISO 8601/],
  ["startAt", { startAt: never }, /is no time/],
  ["startAt", { startAt: 5 }, /is no time/],
  ["endAt", { endAt: never }, /is no time/],
  ["endAt", { endAt: inHours(-1) }, /past/],
  ["endAt", { startAt: inHours(3), endAt: inHours(2) }, /before the start/],
  ["every", { endAt: inHours(0.5) }, /never fires.*ten years/],
  // Policies.
  ["overlap", { overlap: "sometimes" }, /skip, allow, queueOne, queueAll, cancelRunning.*"some/],
  ["missed", { missed: "none" }, /latest, all, skip.*"none"/],
  ["missed.policy", { missed: { policy: "none" } }, /latest, all, skip.*"none"/],
  ["missed.max", { missed: { policy: "all", max: 0 } }, /at least 1.* 0/],
  ["missed.max", { missed: { policy: "all", max: 1_001 } }, /at most 1000.* 1001/],
  ["missed.windowMs", { missed: { policy: "all", windowMs: -1 } }, /at least 0.* -1/],
  ["limit", { limit: 0 }, /at least 1.* 0/],
  ["limit", { limit: 1_000_000_001 }, /at most 1000000000.* 1000000001/],
  ["limit", { limit: 2.5 }, /whole number.* 2.5/],
  ["jitterMs", { jitterMs: -1 }, /at least 0.* -1/],
  ["jitterMs", { jitterMs: 86_400_001 }, /at most 86400000.* 86400001/],
  ["pauseAfterFailures", { pauseAfterFailures: 1_001 }, /at most 1000.* 1001/],
  // The job and its options.
  ["job", { job: "nowhere" }, /no job type nowhere/],
  ["job", { job: 5 }, /name of a job type.* 5/],
  ["args.to", { args: {} }, /required/],
  ["args.to", { args: { to: "x" } }, /at least 3 characters.*"x"/],
  ["args.count", { args: { to: "ana", count: 6 } }, /at most 5.* 6/],
  ["priority", { priority: 12 }, /at most 9.* 12/],
  ["attempts", { attempts: 0 }, /at least 1.* 0/],
  ["timeoutMs", { timeoutMs: 0 }, /at least 1.* 0/],
  ["startDeadlineMs", { startDeadlineMs: 0 }, /at least 1.* 0/],
  ["queue", { queue: "a b" }, /a-z.*"a b"/],
  ["tags.1", { tags: ["ok", "Not"] }, /a-z.*"Not"/],
  ["unique", { unique: { key: "k", onConflict: "reject" } }, /is for one job/],
  ["parents", { parents: [] }, /are for one job/],
  ["onParentFailure", { onParentFailure: "run" }, /is for one job with parents/],
  // What is not known.
  ["timezone", { timezone: "Europe/Berlin" }, /did you mean timeZone/],
  ["interval", { interval: 5 }, /is not known here/],
];

const LONG = "x".repeat(201);
const ACTIONS: [string, Record<string, unknown>, field: string, says: RegExp][] = [
  ["pauseSchedule", { until: inHours(-1) }, "until", /must be a time to come, and .*Z is past/],
  ["pauseSchedule", { until: never }, "until", /is no time/],
  ["pauseSchedule", { reason: "" }, "reason", /not be empty.*""/],
  ["pauseSchedule", { reason: LONG }, "reason", /at most 200 characters.*"xxx/],
  ["pauseSchedule", { reason: 5 }, "reason", /text.* 5/],
  ["skipNext", { plannedAt: never }, "plannedAt", /is no time/],
  ["skipNext", { plannedAt: new Date(1) }, "plannedAt", /1970.* decided already.* from /],
  ["skipNext", { plannedAt: inHours(1.5) }, "plannedAt", /no planned time.* after it is /],
  ["skipNext", { reason: " " }, "reason", /not be empty/],
  ["backfillSchedule", { from: never, to: inHours(-1) }, "from", /is no time/],
  ["backfillSchedule", { from: inHours(-1), to: never }, "to", /is no time/],
  ["backfillSchedule", { from: inHours(-1), to: inHours(-2) }, "to", /not be before from, .*Z/],
  ["backfillSchedule", { from: inHours(-1), to: inHours(1) }, "to", /not be to come.*Z/],
  ["backfillSchedule", { from: new Date(0), to: inHours(-1) }, "to", /at most 1000 are made/],
];

describe("a bad definition is refused by its field, with the value and what is legal", () => {
  it.each(DEFINITIONS)("%s of %o", async (field, part, says) => {
    const { service, store, redis, tag } = await openSchedules();
    await store.registry.publishJobTypes([typed.type]);
    const good = { job: typed, args: { to: "ana" }, every: HOUR_MS };
    const bad = { ...good, ...part };
    await service.putSchedule("good", good);
    const before = await redis.hgetall(`${tag}:schedule:good`);
    const patch = Object.fromEntries(
      Object.entries(part).map(([name, value]) => [name, value ?? null]),
    );
    const calls = [
      () => service.createSchedule({ ...bad, id: "bad" }),
      () => service.putSchedule("bad", bad),
      () => service.putSchedule("good", bad),
      ...(field === "every" ? [] : [() => service.patchSchedule("good", patch)]),
    ];
    for (const call of calls) {
      const startedMs = performance.now();
      const error = await refusal(call());
      expect(performance.now() - startedMs, "quickly").toBeLessThan(1_000);
      expect(error.code).toBe("invalid_fields");
      expect(error.fields.map(({ path }) => path)).toEqual([field]);
      expect(error.fields[0]!.message).toMatch(says);
      expect(error.message).toContain(field);
    }
    expect((await service.listSchedules()).items.map(({ id }) => id)).toEqual(["good"]);
    expect(await redis.hgetall(`${tag}:schedule:good`)).toEqual(before);
  });

  it.each(["Not OK", "", "-x", "x".repeat(65), "a/b", "ä"])("the id %o", async (id) => {
    const { service } = await openSchedules();
    const asked = { job: tick, args: {}, every: HOUR_MS };
    for (const call of [
      () => service.createSchedule({ ...asked, id }),
      () => service.putSchedule(id, asked),
    ]) {
      const error = await refusal(call());
      expect(error.fields[0]).toMatchObject({ path: "id", message: /1 to 64 of a-z.*it was "/ });
    }
    expect((await service.listSchedules()).items).toEqual([]);
  });
});

describe("a bad action is refused by its field, with the value and what is legal", () => {
  it.each(ACTIONS)("%s(%o): %s", async (verb, options, field, says) => {
    const { service, redis, tag } = await openSchedules();
    await service.createSchedule({ id: "s", job: tick, args: {}, every: 60_000 });
    const before = await redis.hgetall(`${tag}:schedule:s`);
    const call = (service as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[
      verb
    ]!.call(service, "s", options);
    const error = await refusal(call);
    expect(error.code).toBe("invalid_fields");
    expect(error.fields.map(({ path }) => path)).toEqual([field]);
    expect(error.fields[0]!.message).toMatch(says);
    expect(await redis.hgetall(`${tag}:schedule:s`)).toEqual(before);
  });

  it("and so is a skip that is taken back at no time", async () => {
    const { service } = await openSchedules();
    await service.createSchedule({ id: "s", job: tick, args: {}, every: 60_000 });
    const error = await refusal(service.unskip("s", never));
    expect(error.fields.map(({ path }) => path)).toEqual(["plannedAt"]);
  });
});
