import assert from "node:assert/strict";
import type { TurnAnswer } from "../../queue/queue.ts";
import { parseEntry, parseEnvelope } from "../../queue/record.ts";
import type { Check } from "./command.ts";
import { entryOfJob, isPlain, type ModelJob } from "./job.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";

/** A window of at most so many ms is over before the next turn: the test waits for it. */
const BRIEF_MS = 10;

/** How many jobs the queue itself lets go in this turn. A pause that is over ends. */
export function claimRoom(model: Model, want: number): number {
  if (model.pause === "over") model.pause = null;
  if (model.pause === "on") return 0;
  const { concurrency, rate } = model.limits;
  let room = Math.max(0, want);
  if (concurrency !== null) room = Math.min(room, concurrency - model.running().length);
  if (rate) room = Math.min(room, rate.limit - model.queueStarts);
  return Math.max(0, room);
}

/** What a claim may hand out. Answers what must be so when it has. */
export function checkClaims(
  model: Model,
  real: Real,
  { nowMs, claims }: TurnAnswer,
  room: number,
): Check {
  assert.ok(claims.length <= room, `I14: ${claims.length} claimed, but there is room for ${room}`);
  const jobs = claims.map(({ entry, envelope, failures, losses }) => {
    const job = model.jobs.get(parseEntry(entry).localId);
    assert.ok(job && job.state === "ready", `I6, I8: ${entry} is claimed, but was ${job?.state}`);
    assert.equal(entry, entryOfJob(job), "I3: the entry that is claimed");
    assert.deepEqual({ failures, losses }, { failures: job.failures, losses: job.losses }, entry);
    const { priority, dueMs, scheduleId, body } = parseEnvelope(envelope);
    assert.equal(priority, job.priority);
    assert.equal(scheduleId, job.schedule, `whose run ${entry} is`);
    if (job.schedule)
      assert.deepEqual(
        { plannedMs: dueMs, coalesced: body.k ?? 0 },
        { plannedMs: job.plannedMs, coalesced: job.coalesced },
        `I7: the planned time of ${entry}`,
      );
    return job;
  });
  checkOrder(model, jobs, room);
  for (const job of jobs) noteStarts(real, job, nowMs);
  const { rate } = model.limits;
  if (rate && jobs.length > 0) {
    if (rate.perMs <= BRIEF_MS) real.opensAt(nowMs + rate.perMs);
    else model.queueStarts = Math.min(rate.limit, model.queueStarts + jobs.length);
  }
  return (after) => {
    if (jobs.length === room) return;
    // Whoever is ready and was not claimed waits for a key.
    const parked = after.map("parked");
    for (const job of model.ready())
      assert.ok(parked.has(entryOfJob(job)), `${job.id} is ready, but was not claimed`);
  };
}

/** I15: plain jobs go in their order, and no job before one of a higher priority that nothing holds up. */
function checkOrder(model: Model, claimed: ModelJob[], room: number): void {
  const plain = model.ready().filter(isPlain);
  const gone = claimed.filter(isPlain);
  assert.deepEqual(
    gone.map(({ id }) => id),
    plain.slice(0, gone.length).map(({ id }) => id),
    "I15: the order of claims",
  );
  const priorities = claimed.map(({ priority }) => priority);
  assert.deepEqual(
    priorities,
    priorities.toSorted((a, b) => b - a),
    "I15: the priorities",
  );
  const next = plain[gone.length];
  if (next && claimed.length > 0)
    assert.ok(next.priority <= priorities.at(-1)!, "I15: the highest priority first");
  if (claimed.length < room)
    assert.equal(next, undefined, "a plain job is left, and there is room");
}

function noteStarts(real: Real, { rate }: ModelJob, nowMs: number): void {
  if (!rate) return;
  const starts = real.startsMs.get(rate.key) ?? [];
  real.startsMs.set(rate.key, starts);
  starts.push(nowMs);
  const over = starts.length - 1 - rate.limit;
  if (over >= 0)
    assert.ok(nowMs - starts[over]! >= rate.perMs, `I14: too many starts of the rate ${rate.key}`);
  if (rate.perMs <= BRIEF_MS) real.opensAt(nowMs + rate.perMs);
}
