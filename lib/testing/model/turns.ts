import assert from "node:assert/strict";
import * as fc from "fast-check";
import { beat } from "../../queue/beat.ts";
import type { Ack, TurnAnswer } from "../../queue/queue.ts";
import { encodeKey, parseEntry, parseEnvelope } from "../../queue/record.ts";
import { checkClaims, claimRoom } from "./claims.ts";
import { type Check, command, contentOf, type Mix, pickSome } from "./command.ts";
import { entryOfJob, type ModelJob, MOST_ATTEMPTS, MOST_LOSSES } from "./job.ts";
import type { Model, Past } from "./model.ts";
import type { Real } from "./real.ts";

const LEASE_MS = 600_000;
/** Beyond what the hash of results takes. */
const LARGE = 17_000;

const Executor = fc.constantFrom("e1", "e2");

const AckWish = fc.record({
  at: fc.nat(),
  outcome: fc.constantFrom(
    "s" as const,
    "s" as const,
    "f" as const,
    "f" as const,
    "c" as const,
    "l" as const,
  ),
  again: fc.constantFrom("no" as const, "no" as const, "now" as const, "later" as const),
  detail: fc.constantFrom("none" as const, "small" as const, "large" as const),
});
type AckWish = typeof AckWish extends fc.Arbitrary<infer A> ? A : never;

const DETAIL = { none: "", small: "1", large: JSON.stringify("x".repeat(LARGE)) };
const RETRY_MS = { no: null, now: 0, later: 3_600_000 };

function ackOf(job: ModelJob, { outcome, again, detail }: AckWish): Ack {
  const failures = job.failures + (outcome === "f" ? 1 : 0);
  return {
    entry: entryOfJob(job),
    outcome,
    delivery: job.delivery,
    failures,
    losses: job.losses,
    claimedMs: job.claimed!.atMs,
    header: parseEnvelope(job.claimed!.envelope).header,
    detail: DETAIL[detail],
    retryDelayMs: failures < MOST_ATTEMPTS ? RETRY_MS[again] : null,
  };
}

function pastAck({ entry, envelope }: Past, index: number): Ack {
  const { delivery } = parseEntry(entry);
  const outcome = (["s", "f", "c", "l"] as const)[index % 4]!;
  const { header } = parseEnvelope(envelope);
  const rest = { failures: 1, losses: 0, claimedMs: 1, detail: "1", retryDelayMs: 0 };
  return { entry, outcome, delivery, header, ...rest };
}

/** What an ack does to its job. */
function applyAck(model: Model, job: ModelJob, ack: Ack): void {
  if (ack.outcome === "f") job.failures++;
  if (ack.outcome === "s") model.end(job, "s");
  else if (ack.outcome === "c" || job.cancelAsked) model.end(job, "c");
  else if (ack.outcome === "l") model.handBack(job, "ready", "past");
  else if (ack.retryDelayMs === null) model.end(job, "f");
  else model.handBack(job, "scheduled", ack.retryDelayMs === 0 ? "past" : "later");
}

/** A slot that is given back goes to the next in the line of its key, if there is one. */
function checkHandOver(ended: ModelJob[]): Check {
  const keys = ended.flatMap(({ slots }) => (slots ? [encodeKey(slots.key)] : []));
  return (after, before) => {
    for (const key of new Set(keys)) {
      const freed = keys.filter((each) => each === key).length;
      const waiting = before.map(`line:c:${key}`).size;
      assert.equal(
        after.map(`line:c:${key}`).size,
        Math.max(0, waiting - freed),
        `I14: the line of ${key} moves up`,
      );
    }
  };
}

/** Acks, then claims, in one round trip; some of the acks come too late. */
const turn = fc
  .record({
    executor: Executor,
    channel: fc.constantFrom(0, 0, 1),
    want: fc.constantFrom(0, 0, 1, 1, 2, 3, 5, -1),
    isBrief: fc.constantFrom(true, true, false),
    acks: fc.array(AckWish, { maxLength: 4 }),
    lateAcks: fc.constantFrom(0, 0, 0, 1),
  })
  .map((args) =>
    command("turn", args, async (_, model, real) => {
      const { executor, channel, want, isBrief } = args;
      const own = model.running(executor);
      const acked = pickSome(
        own,
        args.acks.map(({ at }) => at),
      );
      const acks = acked.map((job, index) => ackOf(job, args.acks[index]!));
      const late = args.lateAcks === 0 ? [] : model.past.slice(-1).map(pastAck);
      const snapshots = acked.map((job) => ({ ...job }));
      await real.untilPast();
      const answer = await real.turn({
        executor,
        channel,
        want,
        leaseMs: isBrief ? 1 : LEASE_MS,
        acks: [...late, ...acks],
      });
      acked.forEach((job, index) => applyAck(model, job, acks[index]!));
      assert.deepEqual(
        answer.lost,
        late.map(({ entry }) => entry),
        "I3: what came too late",
      );
      const room = claimRoom(model, want);
      const check = checkClaims(model, real, answer, room);
      claim(model, real, answer, executor, isBrief);
      return answer.claims.length === 0 && want <= 0 ? checkHandOver(snapshots) : check;
    }),
  );

function claim(
  model: Model,
  real: Real,
  { nowMs, claims }: TurnAnswer,
  executor: string,
  isBrief: boolean,
): void {
  for (const { entry, envelope } of claims) {
    const job = model.jobs.get(parseEntry(entry).localId)!;
    model.leaveLine(job);
    job.state = "running";
    job.claimed = { executor, envelope, atMs: nowMs, isBrief };
  }
  if (isBrief && claims.length > 0) real.opensAt(nowMs + 1);
}

/** I2: the same turn once more is answered the same, and changes nothing. */
const replay = fc.record({ executor: Executor, channel: fc.constantFrom(0, 1) }).map((args) =>
  command("replay", args, async ({ executor, channel }, model, real) => {
    const last = real.turns.get(`${executor}/${channel}`);
    if (!last) return;
    const { claims, lost } = await real.queue.turn(last.turn);
    const running = new Set(model.running().map(entryOfJob));
    assert.deepEqual(lost, [], "I2: what a turn that is sent again has lost");
    assert.deepEqual(
      claims,
      last.answer.claims.filter(({ entry }) => running.has(entry)),
      "I2: the claims of a turn that is sent again",
    );
    return changesNothing;
  }),
);

const changesNothing: Check = (after, before) =>
  assert.deepEqual(contentOf(after), contentOf(before), "it must change nothing");

/** I3: an executor that was stopped for an hour comes back with all it held. */
const late = fc.nat({ max: 3 }).map((shift) =>
  command(
    "late",
    shift,
    async (_, model, real) => {
      const acks = model.past.slice(-4).map((past, index) => pastAck(past, index + shift));
      const { lost } = await real.turn({
        executor: "e3",
        channel: 0,
        want: 0,
        leaseMs: LEASE_MS,
        acks,
      });
      assert.deepEqual(
        lost.toSorted(),
        acks.map(({ entry }) => entry).toSorted(),
        "I3: all is lost",
      );
      const ghost = acks[0]!.entry;
      assert.equal(await real.queue.report(ghost, '{"percent":1}', ["{}"]), false, "I3: a report");
      return changesNothing;
    },
    (model) => model.past.length > 0 && model.pause !== "over",
  ),
);

const beatAll = Executor.map((executor) =>
  command("beat", executor, async (_, model, real) => {
    const held = model.running(executor);
    const gone = model.past.slice(-2).map(({ entry }) => entry);
    const { tag } = real.queue;
    const answer = await beat(real.redis, tag, LEASE_MS, [...held.map(entryOfJob), ...gone]);
    assert.deepEqual(answer.lost, gone, "I3: the leases that are lost");
    assert.deepEqual(
      answer.cancelled,
      held.filter(({ cancelAsked }) => cancelAsked).map(entryOfJob),
      "I6: what is to be stopped",
    );
    for (const job of held) job.claimed!.isBrief = false;
  }),
);

const report = fc.nat().map((at) =>
  command("report", at, async (_, model, real) => {
    const [job] = pickSome(model.running(), [at]);
    if (job)
      assert.equal(
        await real.queue.report(entryOfJob(job), '{"percent":50}', ["{}"]),
        true,
        "a report",
      );
  }),
);

/** I4, I5: who lost the lease gets no second one; who loses executors too often is failed. */
const reap = fc.constant(null).map(() =>
  command("reap", null, async (_, model, real) => {
    const expired = real
      .inOrder("running")
      .map((entry) => model.jobs.get(parseEntry(entry).localId)!)
      .filter(({ claimed }) => claimed!.isBrief);
    const before = expired.map((job) => ({ ...job }));
    await real.untilPast();
    const { reaped } = await real.queue.reap(MOST_LOSSES);
    assert.equal(reaped, expired.length, "I4: how many leases had run out");
    for (const job of expired) {
      job.losses++;
      if (job.cancelAsked) model.end(job, "c");
      else if (job.losses >= MOST_LOSSES) model.end(job, "f");
      else model.handBack(job, "ready", "past");
    }
    return checkHandOver(before);
  }),
);

export const turns: Mix = [
  { weight: 18, arbitrary: turn },
  { weight: 2, arbitrary: replay },
  { weight: 2, arbitrary: late },
  { weight: 2, arbitrary: beatAll },
  { weight: 1, arbitrary: report },
  { weight: 6, arbitrary: reap },
];
