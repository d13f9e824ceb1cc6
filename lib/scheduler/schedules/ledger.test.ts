import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { LEDGER_OUTCOMES } from "../../api/schedules.ts";
import { parseSchedule } from "../../queue/stored-schedule.ts";
import { heldBack } from "../../testing/held-back.ts";
import { decidedIn, openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { createSeed, seeded } from "../../testing/seeded.ts";
import { until } from "../../testing/until.ts";

const MINUTE_MS = 60_000;
const BESIDE = ["triggered", "backfilled"];

/** A schedule and what waits of it, in one moment. */
async function moment({ redis, tag }: Schedules) {
  const answers = await redis
    .multi()
    .hgetall(`${tag}:schedule:s`)
    .llen(`${tag}:pending:s`)
    .lrange(`${tag}:ledger:s`, 0, -1)
    .lrange(`${tag}:pending:s`, 0, -1)
    .exec();
  const [fields, pending, lines, waiting] = answers!.map(([, answer]) => answer);
  const stored = parseSchedule("s", "default", fields as Record<string, string>);
  const planned = (lines as string[])
    .map((line) => JSON.parse(line) as { p: number; o: string; n?: number })
    .filter(({ o }) => !BESIDE.includes(o));
  const waits = (waiting as string[]).map((entry) => Number(entry.split(" ")[1]));
  return { stored, sum: decidedIn({ ...stored, pending: pending as number }), planned, waits };
}

/** Which planned times there were, by nothing but where each plan began and what its interval was. */
class Expected {
  readonly times: number[] = [];
  #anchorMs: number;
  #everyMs: number;

  constructor(anchorMs: number, everyMs: number) {
    this.#anchorMs = anchorMs;
    this.#everyMs = everyMs;
  }

  until(ms: number): number[] {
    const count = Math.max(0, Math.floor((ms - this.#anchorMs) / this.#everyMs));
    const more = Array.from({ length: count }, (_, k) => this.#anchorMs + (k + 1) * this.#everyMs);
    return [...this.times, ...more];
  }

  /** Whether the plan of now has this time, and not only one before it. */
  isPlanned(ms: number): boolean {
    return ms > this.#anchorMs && (ms - this.#anchorMs) % this.#everyMs === 0;
  }

  planAnew(lastMs: number, anchorMs: number, everyMs: number): void {
    this.times.push(...this.until(lastMs).slice(this.times.length));
    this.#anchorMs = anchorMs;
    this.#everyMs = everyMs;
  }
}

describe("every planned time ends in exactly one way", () => {
  it("over a run with pauses, skips, overlaps, edits and restarts, counters and ledger name each one once", async () => {
    const seed = createSeed();
    const random = seeded(seed);
    const choose = <T>(...of: T[]): T => of[Math.floor(random() * of.length)]!;
    const system = await openSchedules();
    const { service } = system;
    const slow = defineJob({
      name: "slow",
      args: z.object({}),
      run: () => new Promise((end) => setTimeout(end, 350)),
    });
    await system.startExecutor({ jobs: [slow] });
    let scheduler = await system.startScheduler();
    const made = await service.createSchedule({ id: "s", job: slow, args: {}, every: 200 });
    expect(made.state).toBe("active");
    const expected = new Expected((await system.stored()).anchorMs, 200);

    const acts: Record<string, () => Promise<unknown>> = {
      pause: () => service.pauseSchedule("s", { by: "ana" }),
      resume: () => service.resumeSchedule("s", { missed: choose("skip", "latest", "all") }),
      trigger: () => service.triggerSchedule("s"),
      skip: () => service.skipNext("s").catch(() => null),
      "skip a later one": async () => {
        const { next } = await service.getSchedule("s");
        if (next.length > 3)
          await service.skipNext("s", { plannedAt: new Date(next[3]!) }).catch(() => null);
      },
      overlap: () =>
        service.patchSchedule("s", {
          overlap: choose("skip", "allow", "queueOne", "queueAll", "cancelRunning"),
          missed: choose("latest", "all", "skip"),
        }),
      async edit() {
        const everyMs = choose(200, 250, 300);
        const before = await moment(system);
        const { trigger } = before.stored.definition.timing;
        if (trigger.kind === "every" && trigger.everyMs === everyMs) return;
        await service.patchSchedule("s", { every: everyMs });
        const { stored, planned } = await moment(system);
        // What is decided is decided: a time to come that was skipped, and one that the clock of the service, a little behind that of
        // Redis, has not seen yet.
        const decided = new Set(before.planned.map(({ p }) => p));
        const old = planned
          .map(({ p }) => p)
          .filter((p) => expected.isPlanned(p))
          .filter((p) => decided.has(p) || p < stored.anchorMs + 150);
        expected.planAnew(Math.max(stored.anchorMs, ...old), stored.anchorMs, everyMs);
      },
      async restart() {
        await scheduler.stop();
        scheduler = await system.startScheduler();
      },
    };

    for (let step = 0; step < 26; step++) {
      const name = choose(...Object.keys(acts));
      await acts[name]!();
      const { stored: before } = await moment(system);
      if (before.state === "active")
        await until(
          `time to pass (seed ${seed})`,
          system.stored,
          ({ watermarkMs }) => watermarkMs > before.watermarkMs,
        );
      const { stored, sum } = await moment(system);
      const about = `after ${name}, step ${step}, seed ${seed}`;
      expect(sum, about).toBe(expected.until(stored.watermarkMs).length);
    }

    await service.pauseSchedule("s");
    const { stored, planned, waits } = await moment(system);
    expect(planned.every(({ n = 1 }) => n === 1)).toBe(true);
    const told = [...planned.map(({ p }) => p), ...waits].toSorted((a, b) => a - b);
    // A time that was skipped ahead of an edit may lie behind the first ones of the new plan.
    const wanted = expected.until(stored.watermarkMs).toSorted((a, b) => a - b);
    expect(told, `seed ${seed}`).toEqual(wanted);
    expect(stored.counters.fired).toBe(planned.filter(({ o }) => o === "fired").length);
    const runs = (await system.runs()).filter(({ plannedMs }) => plannedMs > 0);
    expect(runs.map(({ plannedMs }) => plannedMs)).toEqual(
      planned
        .filter(({ o }) => o === "fired")
        .map(({ p }) => p)
        .toSorted((a, b) => a - b),
    );
  });
});

describe("the ledger", () => {
  it("has an entry for each planned time, up to fifty in a row; more share one, with their number", async () => {
    for (const missed of [50, 51]) {
      const system = await openSchedules();
      const anchorMs = (await system.nowMs()) - (missed + 1) * MINUTE_MS - 30_000;
      await system.plant({
        timing: { trigger: { kind: "every", everyMs: MINUTE_MS } },
        anchorMs,
        watermarkMs: anchorMs,
        nominalMs: anchorMs + MINUTE_MS,
      });
      await system.startScheduler();
      await until("the run", system.runs, (runs) => runs.length === 1);
      const lines = (await system.ledger()).filter(({ o }) => o === "coalesced");
      if (missed === 50) expect(lines).toHaveLength(50);
      else expect(lines).toMatchObject([{ n: 51, p: anchorMs + 51 * MINUTE_MS }]);
    }
  });

  it("says what became of each, why, and by whom; what stood in its way is a run", async () => {
    const system = await openSchedules();
    const clock = await heldBack(system);
    await clock.everySecond({ overlap: "skip" });
    await clock.to(1_000);
    await clock.to(2_000);
    const { items } = await system.service.getLedger("s");
    const [run] = await system.runs();
    const at = (second: number) => new Date(clock.anchorMs + second * 1_000).toISOString();
    const jobId = `default~${run!.localId}`;
    const base = { count: 1, by: null, reason: null, decidedAt: expect.any(String) };
    expect(items).toEqual([
      { ...base, plannedAt: at(2), outcome: "overlap-skipped", jobId: null, blockedBy: jobId },
      { ...base, plannedAt: at(1), outcome: "fired", jobId, blockedBy: null },
    ]);
  });

  it("keeps the newest five hundred", async () => {
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - 700 * MINUTE_MS - 1_000;
    await system.plant({
      timing: {
        trigger: { kind: "every", everyMs: MINUTE_MS },
        overlap: "allow",
        missed: { policy: "all", max: 1_000 },
      },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + MINUTE_MS,
    });
    await system.startScheduler();
    await until("all runs", system.stored, ({ counters }) => counters.fired === 700);
    const { items } = await system.service.getLedger("s");
    expect(items).toHaveLength(500);
    expect(items[0]!.plannedAt).toBe(new Date(anchorMs + 700 * MINUTE_MS).toISOString());
    for (const { outcome } of items) expect(LEDGER_OUTCOMES).toContain(outcome);
  });

  it("tells the thirty newest with the states of their runs", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    await system.startExecutor({ jobs: [tick] });
    await system.service.createSchedule({ id: "s", job: tick, args: {}, every: 100 });
    await until(
      "runs that have ended",
      () => system.service.getSchedule("s"),
      (schedule) => schedule.recent.filter(({ jobState }) => jobState === "succeeded").length > 3,
    );
    const { recent, lastRun } = await system.service.pauseSchedule("s");
    expect(recent.length).toBeLessThanOrEqual(30);
    const newest = recent.find(({ outcome }) => outcome === "fired");
    expect(newest!.jobId).toBe(lastRun!.jobId);
    expect(newest!.plannedAt).toBe(lastRun!.plannedAt);
  });
});
