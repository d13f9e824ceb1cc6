import assert from "node:assert/strict";
import { JOB_STATES } from "../../jobs/states.ts";
import { findingsIn } from "../../queue/fsck.ts";
import { placesOf, type Standing } from "../../queue/fsck/places.ts";
import type { Snapshot } from "../../queue/fsck/snapshot.ts";
import { ENTRY_ID_LENGTH, encodeKey } from "../../queue/record.ts";
import { auditSchedules } from "./audit-schedules.ts";
import { entryOfJob, isPlain, type ModelJob, MOST_ATTEMPTS, MOST_LOSSES } from "./job.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";

/** Whether the queue is as it should be: in itself, and beside the model. */
export async function audit(model: Model, real: Real, before: Snapshot): Promise<void> {
  const { snapshot } = real;
  const findings = findingsIn(snapshot);
  const [first] = findings;
  assert.deepEqual(findings, [], first && `${first.invariant}: ${first.key} ${first.message}`);
  const places = placesOf(snapshot);
  assert.deepEqual(
    [...places.keys()].toSorted(),
    [...model.jobs.keys()].toSorted(),
    "which jobs there are",
  );
  for (const job of model.jobs.values()) auditJob(job, snapshot, places.get(job.id)![0]!);
  auditOrder(model, snapshot);
  auditKeys(model, snapshot);
  auditFamilies(model, snapshot);
  auditBatches(model, snapshot);
  await auditSchedules(model, real, before);
  const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0]));
  for (const { state } of model.jobs.values()) counts[state]!++;
  assert.deepEqual(await real.reads.counts(), counts, "I9: the counts");
}

function auditJob(job: ModelJob, snapshot: Snapshot, { place }: Standing): void {
  const { id, state, delivery, failures, losses } = job;
  const record = snapshot.record(id);
  assert.equal(place === "parked" ? "ready" : place, state, `I2: the state of ${id}`);
  assert.deepEqual(
    { delivery: record.delivery, failures: record.failures, losses: record.losses },
    { delivery, failures, losses },
    `the record of ${id}`,
  );
  assert.equal(snapshot.map("jobs").get(id)![0], String(job.priority), `the priority of ${id}`);
  assert.ok(failures <= MOST_ATTEMPTS && losses <= MOST_LOSSES, `I5: the attempts of ${id}`);
  if (state !== "running") return;
  assert.equal(record.worker, job.claimed!.executor, `I11: the owner of ${id}`);
  assert.equal(snapshot.map("cancelling").has(entryOfJob(job)), job.cancelAsked, `I6: ${id}`);
  const leaseMs = Number(snapshot.map("running").get(entryOfJob(job))) - job.claimed!.atMs;
  assert.ok(job.claimed!.isBrief ? leaseMs <= 1 : leaseMs > 1_000, `I4: the lease of ${id}`);
}

/** I15: plain jobs stand in the order in which they became ready. */
function auditOrder(model: Model, snapshot: Snapshot): void {
  const plain = model.ready().filter(isPlain);
  for (const priority of new Set(plain.map((job) => job.priority))) {
    const should = plain.filter((job) => job.priority === priority).map(({ id }) => id);
    const wanted = new Set(should);
    const is = snapshot
      .list(`ready:${priority}`)
      .filter((entry) => !snapshot.map("dropped").has(entry))
      .map((entry) => entry.slice(0, ENTRY_ID_LENGTH))
      .filter((id) => wanted.has(id));
    assert.deepEqual(is, should, `I15: the order of priority ${priority}`);
  }
}

function auditKeys(model: Model, snapshot: Snapshot): void {
  const should = [...model.uniques].map(([key, { holder }]) => [encodeKey(key), holder]);
  const is = [...snapshot.named(snapshot.texts, "unique:")];
  assert.deepEqual(Object.fromEntries(is), Object.fromEntries(should), "I13: the unique keys");
  const expiring = [...model.jobs.values()]
    .filter(({ state, keptMs }) => keptMs !== null && /succeeded|failed|cancelled/.test(state))
    .map(({ id }) => id);
  assert.deepEqual(
    [...snapshot.map("expiring").keys()].toSorted(),
    expiring.toSorted(),
    "retention",
  );
}

function auditFamilies(model: Model, snapshot: Snapshot): void {
  assert.deepEqual(
    [...snapshot.map("followed").keys()].toSorted(),
    [...model.followers.keys()].toSorted(),
    "which parents are followed",
  );
  assert.equal(
    snapshot.lengths.get("outbox") ?? 0,
    model.outbox.length,
    "what is still to be told",
  );
  for (const { id, state, family } of model.jobs.values())
    if (state === "blocked")
      assert.deepEqual(
        Object.fromEntries(snapshot.map(`parents:${id}`)),
        Object.fromEntries([...family!.noted].map(([parent, end]) => [`q~${parent}`, end])),
        `which parents of ${id} have ended`,
      );
}

function auditBatches(model: Model, snapshot: Snapshot): void {
  for (const [id, { total, ended }] of model.batches) {
    const fields = snapshot.map(`batch:${id}`);
    const count = (name: string) => Number(fields.get(name) ?? 0);
    assert.deepEqual(
      [count("total"), count("succeeded"), count("failed"), count("cancelled")],
      [total, ended.s, ended.f, ended.c],
      `I9: the counts of batch ${id}`,
    );
  }
}
