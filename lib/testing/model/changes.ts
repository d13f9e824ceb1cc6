import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseEntry } from "../../queue/record.ts";
import { type Command, command, type Mix, pick } from "./command.ts";
import { isFinal, type ModelJob, waits } from "./job.ts";
import type { Model, News } from "./model.ts";
import type { Real } from "./real.ts";

const HOUR_MS = 3_600_000;
const FOR_EVER_MS = 1_000_000_000_000;

/** A command upon one job: often one that it is meant for, but also any other. */
function upon<Args extends { at: number }>(
  name: string,
  args: fc.Arbitrary<Args>,
  isMeant: (job: ModelJob) => boolean,
  take: (job: ModelJob, args: Args, model: Model, real: Real) => Promise<void>,
): fc.Arbitrary<Command> {
  return args.map((chosen) =>
    command(
      name,
      chosen,
      (_, model, real) => {
        const meant = chosen.at % 5 === 0 ? [] : model.all(isMeant);
        const job = pick(meant.length > 0 ? meant : model.all(), chosen.at)!;
        return take(job, chosen, model, real);
      },
      (model) => model.jobs.size > 0,
    ),
  );
}

const At = fc.record({ at: fc.nat() });
const isRetriable = ({ state }: ModelJob) => state === "failed" || state === "cancelled";
const isLive = (job: ModelJob) => !isFinal(job);

/** I6: after the answer it never starts. */
const cancel = upon("cancel", At, isLive, async (job, _, model, real) => {
  const answer = await real.queue.cancel(job.id, "ana b");
  const expected = isFinal(job) ? "final" : job.state === "running" ? "asked" : "cancelled";
  assert.equal(answer, expected, `the answer about ${job.id}`);
  if (answer === "asked") job.cancelAsked = true;
  else if (answer === "cancelled") model.end(job, "c");
});

const retry = upon("retry", At, isRetriable, async (job, _, model, real) => {
  const answer = await real.queue.retry(job.id);
  const held = job.unique && model.uniques.get(job.unique.key);
  const isHeld = held && held.holder !== job.id && model.jobs.has(held.holder);
  assert.equal(
    answer,
    !isRetriable(job) ? "not-retriable" : isHeld ? "held" : "retried",
    `the answer about ${job.id}`,
  );
  if (answer !== "retried") return;
  if (job.unique) model.uniques.set(job.unique.key, { holder: job.id, isOpen: false });
  job.delivery++;
  job.failures = 0;
  job.losses = 0;
  job.batch = null;
  job.due = "past";
  model.place(job, "end");
});

const runNow = upon("runNow", At, waits, async (job, _, model, real) => {
  const answer = await real.queue.runNow(job.id);
  assert.equal(
    answer,
    job.state === "scheduled" ? "ready" : "unscheduled",
    `the answer about ${job.id}`,
  );
  if (answer !== "ready") return;
  job.due = "past";
  model.place(job, "end");
});

const reschedule = upon(
  "reschedule",
  fc.record({ at: fc.nat(), when: fc.constantFrom("past" as const, "later" as const) }),
  waits,
  async (job, { when }, model, real) => {
    const due = when === "past" ? "+0" : `+${HOUR_MS}`;
    const answer = await real.queue.reschedule(job.id, due);
    assert.equal(answer, waits(job) ? "rescheduled" : "started", `the answer about ${job.id}`);
    if (answer !== "rescheduled") return;
    if (job.state === "ready") job.delivery++;
    model.leaveLine(job);
    job.state = "scheduled";
    job.due = when;
  },
);

const reprioritise = upon(
  "reprioritise",
  fc.record({ at: fc.nat(), priority: fc.constantFrom(0, 5, 9) }),
  waits,
  async (job, { priority }, model, real) => {
    const answer = await real.queue.reprioritise(job.id, priority);
    const isSame = job.priority === priority;
    assert.equal(
      answer,
      !waits(job) ? "started" : isSame ? "unchanged" : "reprioritised",
      `the answer about ${job.id}`,
    );
    if (answer !== "reprioritised") return;
    model.leaveLine(job);
    job.priority = priority;
    if (job.state === "scheduled") return;
    job.delivery++;
    model.place(job, "end");
  },
);

const forget = upon("forget", At, isFinal, async (job, _, model, real) => {
  const answer = await real.queue.forget(job.id);
  assert.equal(answer, isFinal(job) ? "forgotten" : "not-final", `the answer about ${job.id}`);
  if (answer === "forgotten") model.remove(job);
});

/** Retention: beyond a count, beyond an age, or what the jobs asked for themselves. */
const trim = fc
  .record({
    state: fc.constantFrom("succeeded" as const, "failed" as const, "cancelled" as const),
    keep: fc.constantFrom(0, 1, 3, 100, 100),
    keepMs: fc.constantFrom(0, FOR_EVER_MS, FOR_EVER_MS, FOR_EVER_MS),
  })
  .map((args) =>
    command("trim", args, async ({ state, keep, keepMs }, model, real) => {
      const oldest = real.inOrder(state).map((id) => model.jobs.get(id)!);
      const surplus = oldest.slice(0, Math.max(0, oldest.length - keep));
      const ofState = keepMs === 0 ? oldest : surplus;
      const gone = ofState.length > 0 ? ofState : model.expired();
      assert.equal(
        await real.queue.trim(state, { keep, keepMs }),
        gone.length,
        "how many are trimmed",
      );
      for (const job of gone) model.remove(job);
    }),
  );

const pause = fc.constantFrom("on" as const, "over" as const, null).map((wanted) =>
  command("pause", wanted, async (_, model, real) => {
    if (wanted === null) await real.queue.resume();
    else
      await real.queue.pause({
        by: "ana",
        atMs: 1,
        reason: null,
        ...(wanted === "over" ? { untilMs: 1 } : {}),
      });
    model.pause = wanted;
  }),
);

const limit = fc
  .record({
    concurrency: fc.constantFrom(null, null, 1, 2),
    rate: fc.constantFrom(null, null, { limit: 1, perMs: 2 }, { limit: 3, perMs: HOUR_MS }),
  })
  .map((limits) =>
    command("limit", limits, async (_, model, real) => {
      // A rate is lifted before another is set: then the starts under it do not count for the next.
      if (model.limits.rate) await real.queue.limit({ ...limits, rate: null });
      await real.queue.limit(limits);
      model.queueStarts = 0;
      model.limits = limits;
    }),
  );

/** I8: what is due becomes ready, the earliest first, and nothing else does. */
const promote = fc.constant(null).map(() =>
  command("promote", null, async (_, model, real) => {
    const due = real
      .inOrder("scheduled")
      .map((entry) => model.jobs.get(parseEntry(entry).localId)!)
      .filter((job) => job.due === "past");
    await real.untilPast();
    const { moved, news } = await real.queue.promote();
    assert.equal(moved, due.length, "I8: how many were due");
    assert.equal(news, model.outbox.length, "what is to be told");
    for (const job of due) model.place(job, "end");
  }),
);

/** News may be carried by several at once: it counts once. Of ends in one call, the order in which they are told is open. */
const deliver = fc.boolean().map((isTwice) =>
  command("deliver", isTwice, async (_, model, real) => {
    const told = await real.news();
    assert.deepEqual(
      new Set(told.map(inWords)),
      new Set(model.outbox.map(inWords)),
      "what is told",
    );
    model.outbox = told;
    await Promise.all([real.outbox.deliver(), isTwice && real.outbox.deliver()]);
    model.deliver((parent) => real.followersOf(parent));
  }),
);

const inWords = ({ kind, subject, end }: News) => `${kind} ${subject} ${end}`;

/** Upon jobs. */
export const jobChanges: Mix = [
  { weight: 4, arbitrary: cancel },
  { weight: 5, arbitrary: retry },
  { weight: 2, arbitrary: runNow },
  { weight: 3, arbitrary: reschedule },
  { weight: 2, arbitrary: reprioritise },
  { weight: 4, arbitrary: forget },
];

/** What holds up all jobs of a queue. */
export const holdUps: Mix = [
  { weight: 2, arbitrary: pause },
  { weight: 1, arbitrary: limit },
];

/** What schedulers do about jobs, again and again. */
export const chores: Mix = [
  { weight: 2, arbitrary: trim },
  { weight: 4, arbitrary: promote },
  { weight: 3, arbitrary: deliver },
];
