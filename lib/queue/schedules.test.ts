import { describe, expect, it } from "vitest";
import { MissedPolicy } from "../schedule/index.ts";
import { ackOf, jobRecord, openEngine, type Engine } from "../testing/engine.ts";
import type { Fire, PutSchedule } from "./schedules.ts";
import type { ScheduleDefinition } from "./stored-schedule.ts";

const MINUTE_MS = 60_000;
const definition: ScheduleDefinition = {
  timing: {
    trigger: { kind: "every", everyMs: MINUTE_MS },
    jitterMs: 0,
    overlap: "skip",
    missed: MissedPolicy.parse({}),
  },
  body: { n: "demo.echo", a: {} },
  priority: 5,
  options: {},
};

/** A schedule whose time has come: planned a second ago. */
async function putDue({ schedules }: Engine, part: Partial<PutSchedule> = {}) {
  const plannedMs = Date.now() - 1_000;
  await schedules.put({
    id: "s",
    definition,
    mode: "create",
    nominalMs: plannedMs,
    nextMs: plannedMs,
    by: "ana",
    anchorMs: plannedMs,
    watermarkMs: plannedMs - MINUTE_MS,
    ...part,
  });
  return { plannedMs, peeked: (await schedules.get("s"))! };
}

function fireOf(
  { peeked, plannedMs }: Awaited<ReturnType<typeof putDue>>,
  part: Partial<Fire> = {},
): Fire {
  const { localId, head, body } = jobRecord();
  return {
    id: "s",
    generation: peeked.generation,
    revision: peeked.revision,
    expectedScoreMs: plannedMs,
    watermarkMs: plannedMs,
    nominalMs: plannedMs + MINUTE_MS,
    nextMs: plannedMs + MINUTE_MS,
    overlap: "skip",
    limit: 0,
    counters: {},
    ledger: [],
    jobs: [{ localId, plannedMs, head, body }],
    ...part,
  };
}

describe("fire", () => {
  it("makes the run and moves on, once, however many schedulers try", async () => {
    const engine = await openEngine();
    const due = await putDue(engine);
    const fires = Array.from({ length: 20 }, () => engine.schedules.fire(fireOf(due)));
    const outcomes = (await Promise.all(fires)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "fired")).toHaveLength(1);
    expect(await engine.reads.counts()).toMatchObject({ ready: 1 });
    expect(await engine.schedules.get("s")).toMatchObject({
      nextMs: due.plannedMs + MINUTE_MS,
      watermarkMs: due.plannedMs,
      counters: { fired: 1 },
    });
  });

  it("does nothing before its time", async () => {
    const engine = await openEngine();
    const plannedMs = Date.now() + MINUTE_MS;
    const due = await putDue(engine, { nominalMs: plannedMs, nextMs: plannedMs });
    const fire = fireOf({ ...due, plannedMs });
    expect((await engine.schedules.fire(fire)).outcome).toBe("early");
    expect(await engine.reads.counts()).toMatchObject({ ready: 0 });
  });

  it.each([
    [
      "paused",
      (engine: Engine) => engine.schedules.pause("s", { by: "ana", atMs: 1, reason: null }),
    ],
    ["cancelled", (engine: Engine) => engine.schedules.cancel("s", "ana", "finish")],
    [
      "edited",
      (engine: Engine) =>
        putDue(engine, { mode: "upsert", definition: { ...definition, priority: 9 } }),
    ],
    [
      "cancelled and made anew (E10)",
      async (engine: Engine) => {
        await engine.schedules.cancel("s", "ana", "finish");
        await putDue(engine);
      },
    ],
  ])("is stale once the schedule was %s", async (_, change) => {
    const engine = await openEngine();
    const due = await putDue(engine);
    await change(engine);
    expect((await engine.schedules.fire(fireOf(due))).outcome).toBe("stale");
    expect(await engine.reads.counts()).toMatchObject({ ready: 0 });
  });

  it("skips while a run is alive, and says so in the ledger", async () => {
    const engine = await openEngine();
    const due = await putDue(engine);
    await engine.schedules.fire(fireOf(due, { nextMs: due.plannedMs, nominalMs: due.plannedMs }));
    const again = fireOf(due, { watermarkMs: due.plannedMs + 1 });
    expect(await engine.schedules.fire(again)).toMatchObject({ outcome: "fired", made: 0 });
    expect(await engine.schedules.get("s")).toMatchObject({
      counters: { fired: 1, overlapSkipped: 1 },
    });
    const [newest] = await engine.schedules.ledger("s", 10);
    expect(newest).toMatchObject({ o: "overlap-skipped" });
  });

  it("ends the schedule after its last run", async () => {
    const engine = await openEngine();
    const due = await putDue(engine);
    await engine.schedules.fire(fireOf(due, { limit: 1 }));
    expect(await engine.schedules.get("s")).toMatchObject({ state: "ended", nextMs: null });
  });
});

describe("put", () => {
  it("changes nothing when the identical definition is saved, a hundred times at once", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    const saves = Array.from({ length: 100 }, () =>
      engine.schedules.put({
        id: "s",
        definition,
        mode: "upsert",
        nominalMs: 1,
        nextMs: 1,
        by: "bo",
        anchorMs: 1,
        watermarkMs: null,
      }),
    );
    expect(new Set(await Promise.all(saves))).toEqual(new Set(["unchanged"]));
    expect(await engine.schedules.get("s")).toEqual(peeked);
  });

  it("refuses to create an id that is there", async () => {
    const engine = await openEngine();
    await putDue(engine);
    const outcome = await engine.schedules.put({
      id: "s",
      definition: { ...definition, priority: 1 },
      mode: "create",
      nominalMs: 1,
      nextMs: 1,
      by: "bo",
      anchorMs: 1,
      watermarkMs: null,
    });
    expect(outcome).toBe("exists");
  });
});

describe("cancel", () => {
  it("E9: removes the run that waits, lets the running one finish, and answers both", async () => {
    const engine = await openEngine();
    const due = await putDue(engine);
    const [running, waiting] = [
      fireOf(due, { overlap: "allow", nextMs: due.plannedMs, nominalMs: due.plannedMs }),
      fireOf(due, { overlap: "allow", watermarkMs: due.plannedMs + 1 }),
    ];
    await engine.schedules.fire(running);
    const { claims } = await engine.turn({ want: 1 });
    await engine.schedules.fire(waiting);
    expect(await engine.schedules.cancel("s", "ana", "finish")).toEqual({
      removed: [waiting.jobs[0]!.localId],
      running: [running.jobs[0]!.localId],
    });
    expect((await engine.turn({ want: 5 })).claims).toEqual([]);
    await engine.turn({ acks: [ackOf(claims[0]!)] });
    expect(await engine.stateOf(running.jobs[0]!.localId)).toBe("succeeded");
    expect(await engine.schedules.due(Date.now() + 10 * MINUTE_MS, 10)).toEqual([]);
  });

  it("removes every run that waits, however many calls that takes, and names none twice", async () => {
    const engine = await openEngine();
    await putDue(engine);
    const runs = Array.from({ length: 900 }, () => jobRecord());
    await Promise.all(runs.map((run) => engine.schedules.trigger("s", run)));
    const { claims } = await engine.turn({ want: 300 });
    const { removed, running } = (await engine.schedules.cancel("s", "ana", "cancel"))!;
    const claimed = claims.map(({ entry }) => entry.slice(0, 26));
    expect(running.toSorted()).toEqual(claimed.toSorted());
    expect([...removed, ...running].toSorted()).toEqual(runs.map((run) => run.localId).toSorted());
    expect(await engine.reads.counts()).toMatchObject({ ready: 0, cancelled: 600, running: 300 });
    expect(await engine.schedules.cancel("s", "ana", "cancel")).toBeNull();
  });
});

describe("trigger, pause and resume", () => {
  it("E14: runs it now while paused, and touches neither plan nor limit", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    await engine.schedules.pause("s", { by: "ana", atMs: 1, reason: null });
    for (let run = 0; run < 3; run++) await engine.schedules.trigger("s", jobRecord());
    expect(await engine.reads.counts()).toMatchObject({ ready: 3 });
    const { watermarkMs, nominalMs, counters } = (await engine.schedules.get("s"))!;
    expect({ watermarkMs, nominalMs, fired: counters.fired }).toEqual({
      watermarkMs: peeked.watermarkMs,
      nominalMs: peeked.nominalMs,
      fired: 0,
    });
  });

  it("E13: resumes without a catch-up, and counts what passed", async () => {
    const engine = await openEngine();
    const { plannedMs } = await putDue(engine);
    await engine.schedules.pause("s", { by: "ana", atMs: 1, reason: null });
    const paused = (await engine.schedules.get("s"))!;
    const nextMs = plannedMs + 6 * MINUTE_MS;
    const to = {
      watermarkMs: plannedMs + 5 * MINUTE_MS,
      passed: 6,
      nominalMs: nextMs,
      nextMs,
      ledger: null,
    };
    expect(await engine.schedules.resume(paused, to)).toBe("resumed");
    expect(await engine.schedules.get("s")).toMatchObject({
      state: "active",
      nextMs,
      counters: { paused: 6, fired: 0 },
    });
  });
});
