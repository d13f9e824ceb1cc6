import { describe, expect, it } from "vitest";
import { ackOf, type Engine, jobRecord, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  fireOf,
  fireSome,
  outcomes,
  putDue,
  putSchedule,
  stored,
} from "../testing/schedules.ts";

const pendingOf = async ({ scheduleReads }: Engine) =>
  (await scheduleReads.news(["s"], 0))[0]!.pending;

/** Ends one run, the oldest that waits to start, and answers its planned time. */
async function runOne(engine: Engine, outcome: "s" | "f" = "s"): Promise<number> {
  const { claims } = await engine.turn({ want: 1 });
  await engine.turn({ acks: [ackOf(claims[0]!, { outcome })] });
  return Number(claims[0]!.envelope.split(" ")[1]);
}

describe("fire, while a run is alive", () => {
  it("skip: counts it, names the run that was alive, and the watermark moves on", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "skip" });
    const [first, second] = await fireSome(engine, 2);
    const after = await stored(engine);
    expect(after).toMatchObject({
      watermarkMs: second,
      counters: { fired: 1, overlapSkipped: 1 },
    });
    const ledger = await engine.scheduleReads.ledger("s", 9);
    expect(ledger).toMatchObject([
      { p: second, o: "overlap-skipped", b: after.lastJob },
      { p: first, o: "fired", j: after.lastJob },
    ]);
  });

  it.each([
    ["is ready", async () => {}],
    ["runs", (engine: Engine) => engine.turn({ want: 1 })],
    [
      "waits to be tried again",
      async (engine: Engine) => {
        const { claims } = await engine.turn({ want: 1 });
        const again = ackOf(claims[0]!, { outcome: "f", failures: 1, retryDelayMs: 60_000 });
        await engine.turn({ acks: [again] });
      },
    ],
  ])("skip: a run is alive that %s", async (_, move) => {
    const engine = await openEngine();
    await putDue(engine);
    await fireSome(engine, 1);
    await move(engine);
    await fireSome(engine, 1);
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, overlapSkipped: 1 });
  });

  it("skip: a run that was triggered counts as one of its runs", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await engine.schedules.trigger("s", "01K00000000000000000000000", "ana");
    await fireSome(engine, 1);
    expect((await stored(engine)).counters).toMatchObject({ fired: 0, overlapSkipped: 1 });
  });

  it("allow: fires beside it", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "allow" });
    await fireSome(engine, 4);
    expect(await engine.reads.counts()).toMatchObject({ ready: 4 });
  });

  it("queueOne: keeps one, which the end of the run fires in the same script; the rest are counted", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "queueOne" });
    const [first, second] = await fireSome(engine, 4);
    expect(await pendingOf(engine)).toBe(1);
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, overlapSkipped: 2 });
    expect(await runOne(engine)).toBe(first);
    expect((await stored(engine)).counters.fired).toBe(2);
    expect(await pendingOf(engine)).toBe(0);
    expect(await runOne(engine, "f")).toBe(second);
    expect(await outcomes(engine)).toEqual([
      "fired",
      "overlap-skipped",
      "overlap-skipped",
      "fired",
    ]);
  });

  it("queueAll: keeps a thousand in their order, and skips what is beyond", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "queueAll" });
    const times = await fireSome(engine, 1_004);
    expect(await pendingOf(engine)).toBe(1_000);
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, overlapSkipped: 3 });
    for (const planned of times.slice(0, 30)) expect(await runOne(engine)).toBe(planned);
    expect(await pendingOf(engine)).toBe(970);
    expect(await engine.reads.counts()).toMatchObject({ ready: 1, succeeded: 30 });
  });

  it("queueAll: what waits counts towards the limit, and still runs once the schedule has ended", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "queueAll", limit: 3 });
    const times = await fireSome(engine, 3);
    expect(await stored(engine)).toMatchObject({ state: "ended", counters: { fired: 1 } });
    for (const planned of times) expect(await runOne(engine)).toBe(planned);
    expect((await stored(engine)).counters.fired).toBe(3);
    expect((await engine.turn({ want: 1 })).claims).toEqual([]);
  });

  it("a run that waited is made from the definition as it is by then", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "queueOne" });
    await fireSome(engine, 2);
    const body = { n: "demo.echo", a: { message: "new" } };
    const definition = definitionOf({ overlap: "queueOne" }, { body, priority: 9 });
    await putSchedule(engine, { definition, plan: null });
    await runOne(engine);
    const { claims } = await engine.turn({ want: 1 });
    expect(claims[0]!.envelope).toMatch(/^9 \d+ s\n.*"new"/);
  });

  it("cancelRunning: asks a running run to stop, and waits for that", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "cancelRunning" });
    await fireSome(engine, 1);
    const { claims } = await engine.turn({ want: 1 });
    const [second] = await fireSome(engine, 2);
    expect(await pendingOf(engine)).toBe(1);
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, overlapSkipped: 1 });
    const asked = await engine.redis.hgetall(`${engine.queue.tag}:cancelling`);
    expect(asked).toEqual({ [claims[0]!.entry]: "schedule%20s" });
    await engine.turn({ acks: [ackOf(claims[0]!, { outcome: "f" })] });
    expect(await engine.reads.counts()).toMatchObject({ cancelled: 1, ready: 1 });
    expect(await runOne(engine)).toBe(second);
  });

  it("cancelRunning: a run that waits is cancelled at once, and the new one takes its place", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "cancelRunning" });
    const times = await fireSome(engine, 3);
    expect(await engine.reads.counts()).toMatchObject({ cancelled: 2, ready: 1 });
    expect((await stored(engine)).counters).toMatchObject({ fired: 3, overlapSkipped: 0 });
    expect(await runOne(engine)).toBe(times[2]);
  });

  it("cancelRunning: with runs that wait and run, the first are cancelled and the others asked", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "allow" });
    await fireSome(engine, 3);
    await engine.turn({ want: 1 });
    const definition = definitionOf({ overlap: "cancelRunning" });
    await putSchedule(engine, { definition, plan: null });
    await fireSome(engine, 1);
    expect(await engine.reads.counts()).toMatchObject({ cancelled: 2, running: 1, ready: 0 });
    expect(await pendingOf(engine)).toBe(1);
  });

  it("cancelRunning: what waited, and is fired by the end of a run that is stopped, counts towards the limit", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "cancelRunning", limit: 3 });
    await fireSome(engine, 1);
    const { claims } = await engine.turn({ want: 1 });
    const [second] = await fireSome(engine, 1);
    // It is alive when the run that was asked to stop ends, so that the second time waits on.
    await engine.schedules.trigger("s", jobRecord().localId, "ana");
    await engine.turn({ acks: [ackOf(claims[0]!, { outcome: "f" })] });
    const [third] = await fireSome(engine, 1);
    expect(await stored(engine)).toMatchObject({ state: "ended", counters: { fired: 2 } });
    expect(await runOne(engine)).toBe(second);
    expect(await runOne(engine)).toBe(third);
    expect((await stored(engine)).counters.fired).toBe(3);
  });

  it("fires a time that waited no second time when it was backfilled meanwhile", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine, { overlap: "queueOne" });
    await fireSome(engine, 1);
    const seen = await stored(engine);
    const fire = fireOf(seen, { plannedMs: seen.watermarkMs + 1 });
    await engine.schedules.fire([fire]);
    const job = { priority: 5, body: peeked.definition.body };
    await engine.schedules.backfill(await stored(engine), job, "ana", fire.runs);
    await runOne(engine);
    await runOne(engine);
    expect((await engine.turn({ want: 5 })).claims).toEqual([]);
    expect((await stored(engine)).counters).toMatchObject({ fired: 2, backfilled: 1 });
  });
});
