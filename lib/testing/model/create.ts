import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { News } from "../../queue/families.ts";
import { jobIdOf } from "../../jobs/names.ts";
import type { Enqueued, NewJobRecord } from "../../queue/queue.ts";
import { headOf } from "../../queue/record.ts";
import { command, type Mix, pick, pickSome } from "./command.ts";
import { bodyOf, DUE, type ModelJob, newJob, PLAIN, RATES, SLOTS, type Wish } from "./job.ts";
import type { Model } from "./model.ts";
import { nextId, type Real } from "./real.ts";

const HOUR_MS = 3_600_000;
const q = (localId: string) => jobIdOf({ queue: "q", localId });

const sometimes = <T>(weight: number, wanted: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(null) }, { weight, arbitrary: wanted });

const Unique = fc.record({
  key: fc.constantFrom("u0", "u1 ü"),
  rule: fc.constantFrom("reject" as const, "replace" as const, "debounce" as const),
  hasWindow: fc.boolean(),
});

const Wish: fc.Arbitrary<Wish> = fc.record({
  priority: fc.constantFrom(0, 5, 5, 9),
  when: fc.constantFrom("now" as const, "now" as const, "past" as const, "later" as const),
  unique: sometimes(4, Unique),
  slots: sometimes(3, fc.constantFrom(...SLOTS)),
  rate: sometimes(2, fc.constantFrom(...RATES)),
  keptMs: sometimes(2, fc.constantFrom(0, HOUR_MS)),
});

function recordOf(job: ModelJob, when: Wish["when"]): NewJobRecord {
  const body = bodyOf(job);
  return {
    localId: job.id,
    head: headOf(job.priority, body, job.batch !== null),
    due: DUE[when],
    body: JSON.stringify(body),
  };
}

const answerFor = (holder: string | null): Enqueued =>
  holder === null ? { outcome: "made" } : { outcome: "held", holder };

/** Several in one call meet each other as if they came one by one. */
const enqueue = fc.array(Wish, { minLength: 1, maxLength: 3 }).map((wishes) =>
  command("enqueue", wishes, async (_, model, real) => {
    const jobs = wishes.map((wish) => newJob(nextId(), wish));
    const answers = await real.queue.enqueueMany(
      jobs.map((job, index) => recordOf(job, wishes[index]!.when)),
    );
    const expected = jobs.map((job, index) => answerFor(model.make(job, wishes[index]!.when)));
    assert.deepEqual(answers, expected, "what became of them");
  }),
);

/** I16: the same call again adds nothing, also within one call. */
const enqueueAgain = fc.nat().map((at) =>
  command("enqueueAgain", at, async (_, model, real) => {
    const fresh = newJob(nextId(), PLAIN);
    const again = pick(model.all(), at) ?? fresh;
    const records = [fresh, again, fresh].map((job) => recordOf(job, "now"));
    const [, answer, last] = await real.queue.enqueueMany(records);
    model.make(fresh, "now");
    const known = { outcome: "known" };
    assert.deepEqual([answer, last], [known, known], "I16: what comes again");
  }),
);

/** The parents are told first, the job is made afterwards, at once or some commands later. */
const adopt = fc
  .record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    policy: fc.constantFrom("cancel" as const, "wait" as const, "run" as const),
    isAtOnce: fc.boolean(),
    wish: Wish.map((wish) => ({
      ...wish,
      unique: wish.unique && { ...wish.unique, rule: "reject" as const },
    })),
  })
  .map((args) =>
    command(
      "adopt",
      args,
      async ({ parents, policy, isAtOnce, wish }, model, real) => {
        const chosen = pickSome(model.all(), parents);
        const ids = chosen.map(({ id }) => id);
        const job = newJob(nextId(), wish, {
          family: { parents: ids, policy, noted: new Map() },
        });
        const letters = await real.families.follow({ queue: "q", localId: job.id }, ids, "known");
        model.promised.push(job);
        const ended: News[] = [];
        chosen.forEach((parent, index) => {
          if (parent.state !== "succeeded") {
            const followers = model.followers.get(parent.id) ?? new Set();
            model.followers.set(parent.id, followers.add(job.id));
          }
          const end = letters[index]!;
          if (end === "s" || end === "f" || end === "c")
            ended.push({ kind: "job", localId: job.id, parentId: q(parent.id), end, place: "" });
        });
        if (ended.length > 0) await real.families.settle("", ended);
        ended.forEach(({ parentId, end }) => model.settle(job.id, parentId.slice(2), end));
        if (isAtOnce) await makePromised(model, real, job, wish.when);
      },
      (model) => model.jobs.size > 0,
    ),
  );

async function makePromised(
  model: Model,
  real: Real,
  job: ModelJob,
  when: Wish["when"],
): Promise<void> {
  const family = job.family!;
  const parents = family.parents.map(q);
  const record = recordOf({ ...job, family: { ...family, parents } }, when);
  model.promised.splice(model.promised.indexOf(job), 1);
  const [answer] = await real.queue.enqueueMany([record]);
  assert.deepEqual(answer, answerFor(model.make(job, when)), "what became of it");
}

const makeAdopted = fc.nat().map((at) =>
  command(
    "makeAdopted",
    at,
    (_, model, real) => {
      const job = pick(model.promised, at)!;
      job.due = "past";
      return makePromised(model, real, job, "now");
    },
    (model) => model.promised.length > 0,
  ),
);

const batch = fc
  .record({
    members: fc.array(
      Wish.map((wish) => ({ ...wish, unique: null })),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    rule: fc.constantFrom("ended" as const, "succeeded" as const),
    hasCallback: fc.boolean(),
  })
  .map((args) =>
    command("batch", args, async ({ members, rule, hasCallback }, model, real) => {
      const id = nextId();
      const callback = hasCallback ? newJob(nextId(), PLAIN) : null;
      await real.families.putBatch({
        localId: id,
        total: members.length,
        name: "",
        by: "ana",
        rule,
        callback: callback && { localId: callback.id, head: "5", body: "{}" },
      });
      const total = members.length;
      model.batches.set(id, { total, ended: { s: 0, f: 0, c: 0 }, rule, callback });
      const jobs = members.map((wish) => newJob(nextId(), wish, { batch: id }));
      await real.queue.enqueueMany(
        jobs.map((job, index) => recordOf({ ...job, batch: q(id) }, members[index]!.when)),
      );
      jobs.forEach((job, index) => model.make(job, members[index]!.when));
    }),
  );

export const creations: Mix = [
  { weight: 8, arbitrary: enqueue },
  { weight: 1, arbitrary: enqueueAgain },
  { weight: 5, arbitrary: adopt },
  { weight: 2, arbitrary: makeAdopted },
  { weight: 3, arbitrary: batch },
];
