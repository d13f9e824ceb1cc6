import { describe, expect, it } from "vitest";
import { ackOf, type Engine, jobRecord, openEngine } from "../testing/engine.ts";
import { until } from "../testing/until.ts";
import { parseEnvelope } from "./record.ts";

const NOBODY = "01JD3V5W3N8Q0M4R7T1B6C2X9Z";
const HOUR_MS = 3_600_000;

describe("enqueue", () => {
  it("makes a job ready at once, or scheduled for later", async () => {
    const { queue, reads, stateOf } = await openEngine();
    const [now, later] = [jobRecord(), jobRecord({ due: `+${HOUR_MS}` })];
    expect(await queue.enqueueMany([now, later])).toEqual([
      { outcome: "made" },
      { outcome: "made" },
    ]);
    expect(await stateOf(now.localId)).toBe("ready");
    expect(await stateOf(later.localId)).toBe("scheduled");
    expect(await reads.counts()).toMatchObject({ ready: 1, scheduled: 1 });
  });

  it("adds nothing when the same job is sent again", async () => {
    const { queue, reads } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    expect(await queue.enqueue({ ...job, body: "{}" })).toEqual({ outcome: "known" });
    expect(await reads.counts()).toMatchObject({ ready: 1 });
  });

  it("makes a job once that comes twice in one call", async () => {
    const { queue, reads } = await openEngine();
    const job = jobRecord();
    await queue.enqueueMany([job, job]);
    expect(await reads.counts()).toMatchObject({ ready: 1 });
  });

  it("lets jobs of one call meet under a unique key as if they came one by one", async () => {
    const { queue, reads, turn } = await openEngine();
    const keyed = (n: number, due: string, onConflict: "reject" | "debounce") =>
      jobRecord({ due, content: { a: { n }, q: { key: "k", onConflict } } });
    const first = keyed(1, `+${HOUR_MS}`, "reject");
    const others = [keyed(2, "0", "reject"), keyed(3, "0", "debounce"), keyed(4, "0", "debounce")];
    expect(await queue.enqueueMany([first, ...others])).toEqual([
      { outcome: "made" },
      ...others.map(() => ({ outcome: "held", holder: first.localId })),
    ]);
    expect(await reads.counts()).toMatchObject({ ready: 1, scheduled: 0 });
    const { claims } = await turn({ want: 5 });
    expect(claims.map(({ envelope }) => parseEnvelope(envelope).body.a)).toEqual([{ n: 4 }]);
  });

  it("makes a job ready whose time has passed", async () => {
    const { queue, stateOf } = await openEngine();
    const job = jobRecord({ due: String(Date.now() - 1_000) });
    await queue.enqueue(job);
    expect(await stateOf(job.localId)).toBe("ready");
  });
});

describe("turn: claim", () => {
  it("hands out the higher priority first, and the older first within one", async () => {
    const { queue, turn } = await openEngine();
    const jobs = [2, 9, 5, 9, 0].map((priority) => jobRecord({ priority }));
    await queue.enqueueMany(jobs);
    const { claims } = await turn({ want: 10 });
    const order = claims.map(({ entry }) =>
      jobs.findIndex(({ localId }) => entry.startsWith(localId)),
    );
    expect(order).toEqual([1, 3, 2, 0, 4]);
  });

  it("gives each job to one executor", async () => {
    const { queue, turn } = await openEngine();
    await queue.enqueueMany(Array.from({ length: 50 }, () => jobRecord()));
    const turns = await Promise.all(
      Array.from({ length: 10 }, (_, index) => turn({ want: 8, executor: `e${index}` })),
    );
    const entries = turns.flatMap(({ claims }) => claims.map(({ entry }) => entry));
    expect(entries).toHaveLength(50);
    expect(new Set(entries).size).toBe(50);
  });

  it("answers a re-sent turn with the same claims", async () => {
    const { queue } = await openEngine();
    await queue.enqueueMany([jobRecord(), jobRecord(), jobRecord()]);
    const sent = { executor: "e1", channel: 0, sequence: 7, want: 2, leaseMs: 60_000, acks: [] };
    const first = await queue.turn(sent);
    expect(await queue.turn(sent)).toMatchObject({ claims: first.claims });
    expect((await queue.turn({ ...sent, sequence: 8 })).claims).toHaveLength(1);
  });

  it("hands out nothing of a paused queue", async () => {
    const { queue, turn } = await openEngine();
    await queue.enqueue(jobRecord());
    await queue.pause({ by: "ana", atMs: 1, reason: null });
    expect((await turn({ want: 1 })).claims).toEqual([]);
    await queue.resume();
    expect((await turn({ want: 1 })).claims).toHaveLength(1);
  });
});

describe("pause", () => {
  it("ends by itself, and not before its time", async () => {
    const { queue, turn } = await openEngine();
    await queue.enqueue(jobRecord());
    const untilMs = Date.now() + 150;
    await queue.pause({ by: "ana", atMs: 1, reason: null, untilMs });
    const { nowMs } = await until(
      "the pause to end",
      () => turn({ want: 1 }),
      ({ claims }) => claims.length === 1,
    );
    expect(nowMs).toBeGreaterThanOrEqual(untilMs);
  });
});

describe("turn: ack", () => {
  async function running(engine: Engine) {
    const job = jobRecord();
    await engine.queue.enqueue(job);
    const { claims } = await engine.turn({ want: 1 });
    return { id: job.localId, claim: claims[0]! };
  }

  it("succeeds with a result", async () => {
    const engine = await openEngine();
    const { id, claim } = await running(engine);
    await engine.turn({ acks: [ackOf(claim, { detail: '{"status":200}' })] });
    expect(await engine.stateOf(id)).toBe("succeeded");
    expect((await engine.reads.job(id))?.result).toBe('{"status":200}');
  });

  it("fails, and waits for its next attempt", async () => {
    const engine = await openEngine();
    const { id, claim } = await running(engine);
    const acks = [ackOf(claim, { outcome: "f", failures: 1, retryDelayMs: HOUR_MS })];
    await engine.turn({ acks });
    expect(await engine.stateOf(id)).toBe("scheduled");
    await engine.queue.runNow(id);
    const { claims } = await engine.turn({ want: 1 });
    expect(claims[0]).toMatchObject({ entry: `${id}|2`, failures: 1 });
  });

  it("fails for good when no attempt is left", async () => {
    const engine = await openEngine();
    const { id, claim } = await running(engine);
    await engine.turn({ acks: [ackOf(claim, { outcome: "f", failures: 1 })] });
    expect(await engine.stateOf(id)).toBe("failed");
  });

  it("goes back to the head of its queue when it is released", async () => {
    const engine = await openEngine();
    const { id, claim } = await running(engine);
    await engine.queue.enqueue(jobRecord());
    await engine.turn({ acks: [ackOf(claim, { outcome: "l" })] });
    expect(await engine.stateOf(id)).toBe("ready");
    expect((await engine.turn({ want: 1 })).claims[0]?.entry).toBe(`${id}|2`);
  });

  it("is refused once the lease is lost, and changes nothing", async () => {
    const engine = await openEngine();
    const job = jobRecord();
    await engine.queue.enqueue(job);
    const { claims } = await engine.turn({ want: 1, leaseMs: 1 });
    await until(
      "the lease to run out",
      () => engine.queue.reap(3),
      ({ reaped }) => reaped === 1,
    );
    const { lost } = await engine.turn({ acks: [ackOf(claims[0]!)] });
    expect(lost).toEqual([claims[0]!.entry]);
    expect(await engine.stateOf(job.localId)).toBe("ready");
  });

  it("counts once, however often it is sent", async () => {
    const engine = await openEngine();
    const { id, claim } = await running(engine);
    const sent = {
      executor: "e1",
      channel: 0,
      sequence: 99,
      want: 0,
      leaseMs: 60_000,
      acks: [ackOf(claim)],
    };
    await engine.queue.turn(sent);
    expect((await engine.queue.turn(sent)).lost).toEqual([]);
    expect(await engine.stateOf(id)).toBe("succeeded");
    expect(await engine.reads.counts()).toMatchObject({ succeeded: 1, running: 0 });
  });
});

describe("promote", () => {
  it("moves what is due, and says when the next one is", async () => {
    const { queue, stateOf } = await openEngine();
    const [soon, later] = [jobRecord({ due: "+5" }), jobRecord({ due: `+${HOUR_MS}` })];
    await queue.enqueueMany([soon, later]);
    const moved = await until(
      "the job to be due",
      () => queue.promote(),
      ({ moved: count }) => count > 0,
    );
    expect(moved.nextDueMs).toBeGreaterThan(moved.nowMs + HOUR_MS - 60_000);
    expect(await stateOf(soon.localId)).toBe("ready");
    expect(await stateOf(later.localId)).toBe("scheduled");
  });

  it("never moves a job before its time", async () => {
    const { queue, stateOf } = await openEngine();
    const job = jobRecord({ due: "+200" });
    await queue.enqueue(job);
    const { nextDueMs } = await queue.promote();
    const { nowMs } = await until(
      "the job to be due",
      () => queue.promote(),
      ({ moved }) => moved === 1,
    );
    expect(nowMs).toBeGreaterThanOrEqual(nextDueMs!);
    expect(await stateOf(job.localId)).toBe("ready");
  });
});

describe("reap", () => {
  it("gives a lost job back without costing an attempt", async () => {
    const { queue, turn, reads } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    await turn({ want: 1, leaseMs: 1 });
    await until(
      "the lease to run out",
      () => queue.reap(3),
      ({ reaped }) => reaped === 1,
    );
    const { claims } = await turn({ want: 1 });
    expect(claims[0]).toMatchObject({ entry: `${job.localId}|2`, failures: 0, losses: 1 });
    expect((await reads.job(job.localId))?.attempts).toMatchObject([{ n: 1, o: "lost" }]);
  });

  it("fails a job that has lost its executor too often", async () => {
    const { queue, turn, stateOf } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    for (let loss = 1; loss <= 2; loss++) {
      await turn({ want: 1, leaseMs: 1 });
      await until(
        "the lease to run out",
        () => queue.reap(2),
        ({ reaped }) => reaped === 1,
      );
    }
    expect(await stateOf(job.localId)).toBe("failed");
  });

  it("leaves alone what is held", async () => {
    const { queue, turn } = await openEngine();
    await queue.enqueue(jobRecord());
    await turn({ want: 1 });
    expect((await queue.reap(3)).reaped).toBe(0);
  });
});

describe("cancel", () => {
  it("ends a job that waits, and it never starts", async () => {
    const { queue, turn, stateOf, reads } = await openEngine();
    const [ready, scheduled] = [jobRecord(), jobRecord({ due: `+${HOUR_MS}` })];
    await queue.enqueueMany([ready, scheduled]);
    expect(await queue.cancel(ready.localId, "ana")).toBe("cancelled");
    expect(await queue.cancel(scheduled.localId, "ana")).toBe("cancelled");
    expect((await turn({ want: 5 })).claims).toEqual([]);
    expect(await stateOf(ready.localId)).toBe("cancelled");
    expect(await stateOf(scheduled.localId)).toBe("cancelled");
    expect(await reads.counts()).toMatchObject({ ready: 0, scheduled: 0, cancelled: 2 });
  });

  it("asks a running job, whose failure then counts as cancelled", async () => {
    const { queue, turn, stateOf } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    const { claims } = await turn({ want: 1 });
    expect(await queue.cancel(job.localId, "ana")).toBe("asked");
    expect(await stateOf(job.localId)).toBe("running");
    await turn({ acks: [ackOf(claims[0]!, { outcome: "f", failures: 1, retryDelayMs: 0 })] });
    expect(await stateOf(job.localId)).toBe("cancelled");
  });

  it("lets a job that had already succeeded stand", async () => {
    const { queue, turn, stateOf } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    const { claims } = await turn({ want: 1 });
    await queue.cancel(job.localId, "ana");
    await turn({ acks: [ackOf(claims[0]!)] });
    expect(await stateOf(job.localId)).toBe("succeeded");
  });

  it("is told apart: nothing there, nothing left to cancel", async () => {
    const { queue, turn } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    const { claims } = await turn({ want: 1 });
    await turn({ acks: [ackOf(claims[0]!)] });
    expect(await queue.cancel(job.localId, "ana")).toBe("final");
    expect(await queue.cancel(NOBODY, "ana")).toBe("missing");
  });
});

describe("retry, run-now and forget", () => {
  it("retry makes a cancelled job ready, also one whose entry still lies in the queue", async () => {
    const { queue, turn, stateOf, reads } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    await queue.cancel(job.localId, "ana");
    expect(await queue.retry(job.localId)).toBe("retried");
    expect(await stateOf(job.localId)).toBe("ready");
    expect(await reads.counts()).toMatchObject({ ready: 1, cancelled: 0 });
    expect((await turn({ want: 5 })).claims).toHaveLength(1);
    expect(await queue.retry(job.localId)).toBe("not-retriable");
    expect(await queue.retry(NOBODY)).toBe("missing");
  });

  it("run-now brings a scheduled job forward, and only such a one", async () => {
    const { queue, stateOf } = await openEngine();
    const job = jobRecord({ due: `+${HOUR_MS}` });
    await queue.enqueue(job);
    expect(await queue.runNow(job.localId)).toBe("ready");
    expect(await stateOf(job.localId)).toBe("ready");
    expect(await queue.runNow(job.localId)).toBe("unscheduled");
    expect(await queue.runNow(NOBODY)).toBe("missing");
  });

  it("forget leaves nothing behind of an ended job, and refuses any other", async () => {
    const { queue, turn, redis, stateOf } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    expect(await queue.forget(job.localId)).toBe("not-final");
    const { claims } = await turn({ want: 1 });
    await queue.report(claims[0]!.entry, '{"fraction":1}', ['{"m":1}']);
    await turn({ acks: [ackOf(claims[0]!, { detail: "1" })] });
    expect(await queue.forget(job.localId)).toBe("forgotten");
    expect(await stateOf(job.localId)).toBeUndefined();
    const hashes = await Promise.all(
      ["jobs", "state", "results", "progress"].map((name) =>
        redis.hexists(`${queue.tag}:${name}`, job.localId),
      ),
    );
    expect(hashes).toEqual([0, 0, 0, 0]);
    expect(await redis.exists(`${queue.tag}:logs:${job.localId}`)).toBe(0);
  });
});

describe("reschedule and reprioritise", () => {
  it("gives a scheduled or a ready job another time, and a started one none", async () => {
    const { queue, turn, reads, stateOf } = await openEngine();
    const [scheduled, ready] = [jobRecord({ due: `+${HOUR_MS}` }), jobRecord()];
    await queue.enqueueMany([scheduled, ready]);
    expect(await queue.reschedule(scheduled.localId, "+0")).toBe("rescheduled");
    expect(await queue.reschedule(ready.localId, `+${HOUR_MS}`)).toBe("rescheduled");
    await until(
      "the first to be ready",
      () => queue.promote(),
      ({ moved }) => moved === 1,
    );
    expect(await stateOf(ready.localId)).toBe("scheduled");
    const { claims } = await turn({ want: 5 });
    expect(claims.map(({ entry }) => entry.slice(0, 26))).toEqual([scheduled.localId]);
    expect(await reads.counts()).toMatchObject({ scheduled: 1, ready: 0, running: 1 });
    expect(await queue.reschedule(scheduled.localId, "+0")).toBe("started");
    expect(await queue.reschedule(NOBODY, "+0")).toBe("missing");
  });

  it("moves a ready job to the end of another line, once", async () => {
    const { queue, turn, reads } = await openEngine();
    const [low, middle, late] = [
      jobRecord({ priority: 2 }),
      jobRecord(),
      jobRecord({ priority: 1, due: `+${HOUR_MS}` }),
    ];
    await queue.enqueueMany([low, middle, late]);
    expect(await queue.reprioritise(low.localId, 9)).toBe("reprioritised");
    expect(await queue.reprioritise(low.localId, 9)).toBe("unchanged");
    expect(await queue.reprioritise(late.localId, 8)).toBe("reprioritised");
    await queue.runNow(late.localId);
    const { claims } = await turn({ want: 5 });
    expect(claims.map(({ entry }) => entry.slice(0, 26))).toEqual([
      low.localId,
      late.localId,
      middle.localId,
    ]);
    expect(await reads.counts()).toMatchObject({ ready: 0, running: 3 });
    expect(await queue.reprioritise(low.localId, 1)).toBe("started");
  });
});

describe("report and trim", () => {
  it("keeps progress and log lines of the one who holds the lease", async () => {
    const { queue, turn, reads } = await openEngine();
    const job = jobRecord();
    await queue.enqueue(job);
    const { claims } = await turn({ want: 1 });
    expect(await queue.report(claims[0]!.entry, '{"fraction":0.5}', ["a", "b"])).toBe(true);
    expect(await queue.report(`${job.localId}|9`, '{"fraction":0.9}', ["c"])).toBe(false);
    expect((await reads.job(job.localId))?.progress).toEqual({ fraction: 0.5 });
    expect(await reads.logs(job.localId)).toEqual(["a", "b"]);
  });

  it("trims the oldest beyond a count", async () => {
    const { queue, turn, stateOf, reads } = await openEngine();
    const jobs = Array.from({ length: 5 }, () => jobRecord());
    for (const job of jobs) {
      await queue.enqueue(job);
      const { claims } = await turn({ want: 1 });
      await turn({ acks: [ackOf(claims[0]!)] });
    }
    expect(await queue.trim("succeeded", { keep: 2, keepMs: HOUR_MS })).toBe(3);
    expect(await reads.counts()).toMatchObject({ succeeded: 2 });
    expect(await stateOf(jobs[0]!.localId)).toBeUndefined();
    expect(await stateOf(jobs[4]!.localId)).toBe("succeeded");
  });
});
