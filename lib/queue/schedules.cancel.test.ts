import { describe, expect, it } from "vitest";
import { ackOf, type Engine, jobRecord, openEngine } from "../testing/engine.ts";
import { fireSome, outcomes, putDue, putSchedule, stored } from "../testing/schedules.ts";

const DAY_MS = 86_400_000;
const NOTHING_DUE = { count: 0, ledger: [] };
const WAITING = ["remove", "keep"] as const;
const RUNNING = ["finish", "cancel"] as const;

async function cancel(
  engine: Engine,
  fate: { waiting?: "remove" | "keep"; running?: "finish" | "cancel" } = {},
  due: Parameters<Engine["schedules"]["cancel"]>[2] = NOTHING_DUE,
) {
  const asked = { by: "ana", waiting: "remove", running: "finish", ...fate } as const;
  const answer = await engine.schedules.cancel(await stored(engine), asked, due);
  if (answer === "missing" || answer === "stale") throw new Error(answer);
  return answer;
}

/** One run that runs and one that is ready. */
async function putRunning(engine: Engine) {
  await putDue(engine, { overlap: "allow" });
  await fireSome(engine, 1);
  const running = (await stored(engine)).lastJob!;
  const { claims } = await engine.turn({ want: 1 });
  await fireSome(engine, 1);
  return { claim: claims[0]!, running, ready: (await stored(engine)).lastJob! };
}

describe("cancel", () => {
  it("E9: removes the run that waits, lets the running one finish, and answers both", async () => {
    const engine = await openEngine();
    const { claim, running, ready } = await putRunning(engine);
    expect(await cancel(engine)).toEqual({ removed: [ready], kept: [], running: [running] });
    expect((await engine.turn({ want: 5 })).claims).toEqual([]);
    await engine.turn({ acks: [ackOf(claim)] });
    expect(await engine.stateOf(running)).toBe("succeeded");
    expect(await engine.schedules.peek(5)).toMatchObject({ due: [], nextMs: null });
  });

  it.each(WAITING.flatMap((waiting) => RUNNING.map((running) => ({ waiting, running }))))(
    "what waits: $waiting; what runs: $running",
    async (fate) => {
      const engine = await openEngine();
      const { claim, running, ready } = await putRunning(engine);
      const answer = await cancel(engine, fate);
      expect(answer).toEqual({
        removed: fate.waiting === "remove" ? [ready] : [],
        kept: fate.waiting === "keep" ? [ready] : [],
        running: [running],
      });
      const asked = await engine.redis.hexists(`${engine.queue.tag}:cancelling`, claim.entry);
      expect(asked).toBe(fate.running === "cancel" ? 1 : 0);
      const { claims } = await engine.turn({ want: 5 });
      expect(claims).toHaveLength(fate.waiting === "keep" ? 1 : 0);
    },
  );

  it("removes a run that waits to be tried again", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await fireSome(engine, 1);
    const { claims } = await engine.turn({ want: 1 });
    const again = ackOf(claims[0]!, { outcome: "f", failures: 1, retryDelayMs: 1 });
    await engine.turn({ acks: [again] });
    expect((await cancel(engine)).removed).toHaveLength(1);
    expect(await engine.reads.counts()).toMatchObject({ scheduled: 0, cancelled: 1 });
  });

  it("names each of more runs than one call looks at once, whatever became of them", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const ids = Array.from({ length: 900 }, () => jobRecord().localId);
    await Promise.all(ids.map((id) => engine.schedules.trigger("s", id, "ana")));
    const { claims } = await engine.turn({ want: 300 });
    const { removed, running } = await cancel(engine, { running: "cancel" });
    const claimed = claims.map(({ entry }) => entry.slice(0, 26));
    expect(running.toSorted()).toEqual(claimed.toSorted());
    expect([...removed, ...running].toSorted()).toEqual(ids.toSorted());
    expect(await engine.reads.counts()).toMatchObject({ ready: 0, cancelled: 600, running: 300 });
    expect(await engine.redis.hlen(`${engine.queue.tag}:cancelling`)).toBe(300);
  });

  it("decides what waits for a run to end, and what is due, as cancelled", async () => {
    const engine = await openEngine();
    const { plannedMs } = await putDue(engine, { overlap: "queueAll" });
    await fireSome(engine, 3);
    const line = { p: plannedMs + 9, d: 1, o: "cancelled", n: 4 };
    await cancel(engine, {}, { count: 4, ledger: [line] });
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, cancelled: 6 });
    expect(await outcomes(engine)).toEqual(["fired", "cancelled", "cancelled", "cancelled"]);
    expect(await engine.reads.counts()).toMatchObject({ ready: 0 });
  });

  it("plans and fires nothing when the runs it let finish end", async () => {
    const engine = await openEngine();
    await putDue(engine, {
      trigger: { kind: "afterEnd", delayMs: 60_000 },
      pauseAfterFailures: 1,
    });
    await fireSome(engine, 1);
    const { claims } = await engine.turn({ want: 1 });
    await cancel(engine);
    await engine.turn({ acks: [ackOf(claims[0]!, { outcome: "f" })] });
    expect(await stored(engine)).toMatchObject({ state: "cancelled", nextMs: null });
    expect(await engine.schedules.peek(5)).toMatchObject({ due: [], nextMs: null });
  });

  it("leaves a tombstone for thirty days", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await fireSome(engine, 1);
    await cancel(engine);
    const { tag } = engine.queue;
    for (const key of ["schedule:s", "ledger:s", "revisions:s"]) {
      const ttlMs = await engine.redis.pttl(`${tag}:${key}`);
      expect(ttlMs, key).toBeGreaterThan(30 * DAY_MS - 60_000);
      expect(ttlMs, key).toBeLessThanOrEqual(30 * DAY_MS);
    }
    expect((await engine.scheduleReads.list()).length).toBe(0);
    expect((await engine.scheduleReads.list("cancelled")).map(({ id }) => id)).toEqual(["s"]);
  });

  it("is stale when its times moved on, or it was made anew, and missing when it is gone", async () => {
    const engine = await openEngine();
    await putDue(engine);
    const before = await stored(engine);
    await fireSome(engine, 1);
    const asked = { by: "ana", waiting: "remove", running: "finish" } as const;
    expect(await engine.schedules.cancel(before, asked, NOTHING_DUE)).toBe("stale");
    expect((await stored(engine)).state).toBe("active");
    const other = { ...(await stored(engine)), generation: 99 };
    expect(await engine.schedules.cancel(other, asked, NOTHING_DUE)).toBe("stale");
    await cancel(engine);
    expect(await engine.schedules.cancel(await stored(engine), asked, NOTHING_DUE)).toBe("missing");
  });
});
