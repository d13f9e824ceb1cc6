import { describe, expect, it } from "vitest";
import { openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { gated } from "../../testing/sample-jobs.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const HOUR_MS = 3_600_000;

/**
 * Redis' clock cannot be set by a test. What a step back by `stepMs` leaves behind can: everything stored lies that much ahead of the
 * clock. A minute's schedule has just fired at 12:00, and it is 11:00 again.
 */
async function steppedBack(system: Schedules, stepMs: number, everyMs: number) {
  const firedMs = (await system.nowMs()) + stepMs;
  await system.plant({
    timing: { trigger: { kind: "every", everyMs }, overlap: "allow", missed: { policy: "all" } },
    anchorMs: firedMs,
    watermarkMs: firedMs,
    nominalMs: firedMs + everyMs,
  });
  return firedMs;
}

/** A scheduler at work for a while: another schedule has fired five times. */
async function aWhile({ service, stored }: Schedules) {
  const asked = { id: "other", job: tick, args: {}, every: 100, overlap: "allow" as const };
  await service.putSchedule("other", asked);
  const { counters } = await stored("other");
  await until(
    "another schedule to go on",
    () => stored("other"),
    (other) => other.counters.fired >= counters.fired + 5,
  );
}

describe("E19: Redis' clock steps back 1 h after a fire", () => {
  it("not fired again; next at its planned instant", async () => {
    const system = await openSchedules();
    const firedMs = await steppedBack(system, HOUR_MS, 60_000);
    await system.startScheduler();
    await aWhile(system);
    expect(await system.runs()).toEqual([]);
    const after = await system.service.getSchedule("s");
    expect(after).toMatchObject({ state: "active", nextAt: iso(firedMs + 60_000) });
  });

  it("when the clock has come that far again, it goes on with the next one (1.2 s for an hour)", async () => {
    const system = await openSchedules();
    const firedMs = await steppedBack(system, 1_200, 200);
    await system.startScheduler();
    const runs = await until("three runs", system.runs, (made) => made.length >= 3);
    expect(runs.slice(0, 3).map(({ plannedMs }) => plannedMs - firedMs)).toEqual([200, 400, 600]);
    const ledger = await system.ledger();
    for (const { p, d } of ledger) expect(d, "never before its time").toBeGreaterThanOrEqual(p);
  });

  it("a fire that was sent again is still a no-op", async () => {
    const system = await openSchedules();
    const firedMs = await steppedBack(system, HOUR_MS, 60_000);
    const { id, generation, revision, nominalMs, nextMs } = await system.stored();
    const fire = {
      id,
      generation,
      revision,
      nominalMs,
      nextMs,
      expectedScoreMs: firedMs,
      watermarkMs: firedMs,
      counters: {},
      ledger: [],
      skipped: [],
      catchUp: null,
      runs: [{ localId: "01K00000000000000000000000", plannedMs: firedMs, coalesced: 0 }],
    };
    expect(await system.schedules.fire([fire])).toMatchObject({ decided: 0, made: 0 });
    const ahead = { ...fire, expectedScoreMs: nextMs!, watermarkMs: nextMs! };
    expect(await system.schedules.fire([ahead])).toMatchObject({ decided: 0, made: 0 });
  });

  it("a schedule that is planned after each run counts its delay by the clock as it is now", async () => {
    const system = await openSchedules();
    const { job, gates, open } = gated();
    await system.startScheduler();
    await system.startExecutor({ jobs: [job] });
    const asked = { id: "s", job, args: { n: 1 }, afterEnd: 100, immediately: true };
    await system.service.createSchedule(asked);
    const first = (await until("a run", () => [...gates.keys()][0]))!;
    // As a step back while the run goes on leaves it.
    const { watermarkMs } = await system.stored();
    await system.redis.hset(`${system.tag}:schedule:s`, "watermark", watermarkMs + HOUR_MS);
    open(first);
    const second = await until("the next run", () => [...gates.keys()].find((id) => id !== first));
    open(second!);
    const { state, nominalMs } = await until(
      "its next time",
      system.stored,
      (stored) => stored.nominalMs !== null,
    );
    expect(state).toBe("active");
    expect(nominalMs! - (await system.nowMs())).toBeLessThan(1_000);
  });
});
