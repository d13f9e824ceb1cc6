import { UlidFactory } from "../../lib/jobs/ulid.ts";
import type { Ack, Claim, NewJobRecord } from "../../lib/queue/queue.ts";
import { MOST_JOBS_A_CALL } from "../../lib/queue/chunks.ts";
import { headOf, type JobBody, parseEntry, parseEnvelope } from "../../lib/queue/record.ts";
import type { Store } from "../../lib/scheduler/store.ts";

export const QUEUE = "scale";
export const PRIORITIES = [1, 3, 5, 7, 9];
export const EXECUTOR = "bench";
const TYPES = ["mail.send", "report.build", "cache.warm", "invoice.pay", "image.resize"];
const TAGS = ["eu", "us", "asia", "trial", "gold"];
const LEASE_MS = 3_600_000;
const DAY_MS = 86_400_000;

const ulids = new UlidFactory();
let made = 0;

/** The next of a row of jobs that differ in type, tags, priority and arguments. */
export function nextJob(
  part: Partial<NewJobRecord> = {},
  content: Partial<JobBody> = {},
): NewJobRecord {
  const at = made++;
  const body: JobBody = {
    n: TYPES[Math.floor(at / 5) % TYPES.length]!,
    a: {
      customer: `customer-${at % 50_000}`,
      order: at,
      note: "what a job is told, about a hundred bytes",
    },
    g: [TAGS[Math.floor(at / 25) % TAGS.length]!],
    ...content,
  };
  return {
    localId: ulids.next(Date.now()),
    head: headOf(PRIORITIES[at % PRIORITIES.length]!, body),
    due: "0",
    body: JSON.stringify(body),
    ...part,
  };
}

export const manyJobs = (part: Partial<NewJobRecord> = {}, content: Partial<JobBody> = {}) =>
  Array.from({ length: MOST_JOBS_A_CALL }, () => nextJob(part, content));

export async function fill(
  store: Store,
  sizes: { waiting: number; finished: number },
): Promise<void> {
  await store.registry.addQueue(QUEUE);
  const queue = store.queue(QUEUE);
  for (let at = 0; at < sizes.finished; at += MOST_JOBS_A_CALL) await queue.enqueueMany(manyJobs());
  await finish(store, sizes.finished);
  const later = sizes.waiting * 0.3;
  for (let at = 0; at < sizes.waiting; at += MOST_JOBS_A_CALL) {
    const dueMs = Date.now() + DAY_MS + Math.floor(at / 2_000);
    await queue.enqueueMany(manyJobs({ due: at < later ? String(dueMs) : "0" }));
  }
}

let sequence = 0;

interface Turned {
  want: number;
  acks: Ack[];
  leaseMs: number;
  queue: string;
}

export async function turn(
  store: Store,
  { want = 0, acks = [], leaseMs = LEASE_MS, queue = QUEUE }: Partial<Turned>,
): Promise<Claim[]> {
  const sent = { executor: EXECUTOR, channel: 0, sequence: ++sequence, want, leaseMs, acks };
  return (await store.queue(queue).turn(sent)).claims;
}

/** Nine in ten succeed, the others fail or are cancelled. */
async function finish(store: Store, count: number): Promise<void> {
  let held: Claim[] = [];
  for (let at = 0; at <= count; at += MOST_JOBS_A_CALL) {
    const acks = held.map((claim, index) =>
      ackOf(claim, index % 10 === 0 ? (index % 20 === 0 ? "f" : "c") : "s"),
    );
    held = await turn(store, { want: at < count ? MOST_JOBS_A_CALL : 0, acks });
  }
}

const FAILURE = JSON.stringify({
  n: 1,
  o: "failed",
  w: EXECUTOR,
  s: 1,
  f: 2,
  e: { name: "Error", message: "The other side hung up.", stack: "Error: …\n".repeat(20) },
});

export function ackOf(claim: Claim, outcome: Ack["outcome"], part: Partial<Ack> = {}): Ack {
  return {
    entry: claim.entry,
    outcome,
    delivery: parseEntry(claim.entry).delivery,
    failures: claim.failures + (outcome === "f" ? 1 : 0),
    losses: claim.losses,
    claimedMs: Date.now(),
    header: parseEnvelope(claim.envelope).header,
    detail: outcome === "s" ? '{"status":200}' : FAILURE,
    retryDelayMs: null,
    ...part,
  };
}
