import { UlidFactory } from "../jobs/ulid.ts";
import { type Ack, type Claim, type NewJobRecord, Queue } from "../queue/queue.ts";
import { QueueReads } from "../queue/reads.ts";
import { headOf, type JobBody, parseEntry, parseEnvelope } from "../queue/record.ts";
import { ScheduleReads } from "../queue/schedule-reads.ts";
import { Schedules } from "../queue/schedules.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "./redis.ts";

export const LEASE_MS = 60_000;
const ulids = new UlidFactory();

/** What `openEngine` opens. */
export type Engine = Awaited<ReturnType<typeof openEngine>>;

/** The engine of one queue on a prefix of its own, without services and processes around it. */
export async function openEngine() {
  const product = await openRedis(testRedisUrl());
  const redis = await openRedis();
  const prefix = uniquePrefix();
  const queue = new Queue(product, prefix, "q");
  const reads = new QueueReads(product, prefix, "q");
  let sequence = 0;
  return {
    /** The connection of the engine, and the one of the test, which may do anything. */
    product,
    redis,
    prefix,
    queue,
    reads,
    schedules: new Schedules(product, prefix, "q"),
    scheduleReads: new ScheduleReads(product, prefix, "q"),
    /** Where a job is; undefined when it is nowhere. */
    async stateOf(localId: string) {
      const job = await reads.job(localId);
      return job?.state;
    },
    /** A turn of an executor that nothing is re-sent to. */
    turn: (turn: { want?: number; acks?: Ack[]; leaseMs?: number; executor?: string }) =>
      queue.turn({
        executor: turn.executor ?? "e1",
        channel: 0,
        sequence: ++sequence,
        want: turn.want ?? 0,
        leaseMs: turn.leaseMs ?? LEASE_MS,
        acks: turn.acks ?? [],
      }),
  };
}

export function jobRecord(
  part: Partial<NewJobRecord> & { priority?: number; content?: Partial<JobBody> } = {},
): NewJobRecord {
  const { content, priority = 5, ...rest } = part;
  const body: JobBody = { n: "demo.echo", a: {}, ...content };
  return {
    localId: ulids.next(Date.now()),
    head: headOf(priority, body),
    due: "0",
    body: JSON.stringify(body),
    ...rest,
  };
}

export function ackOf(claim: Claim, part: Partial<Ack> = {}): Ack {
  return {
    entry: claim.entry,
    outcome: "s",
    delivery: parseEntry(claim.entry).delivery,
    failures: claim.failures,
    losses: claim.losses,
    claimedMs: 1,
    header: parseEnvelope(claim.envelope).header,
    detail: "",
    retryDelayMs: null,
    ...part,
  };
}
