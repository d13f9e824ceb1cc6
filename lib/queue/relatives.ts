import type { Redis } from "ioredis";
import type { Relative } from "../jobs/job-context.ts";
import type { Json } from "../jobs/json.ts";
import { type JobAddress, jobIdOf, parseJobId } from "../jobs/names.ts";
import type { JobState } from "../jobs/states.ts";
import { queueTag } from "../redis/keys.ts";
import { QueueReads } from "./reads.ts";

/** Jobs of any queues with their states, in the order asked for. */
export async function readStates(
  redis: Redis,
  prefix: string,
  ids: string[],
): Promise<Map<string, JobState>> {
  const found = await Promise.all(
    [...byQueue(ids)].map(([queue, localIds]) =>
      new QueueReads(redis, prefix, queue).jobs(localIds),
    ),
  );
  return new Map(found.flat().map((job) => [jobIdOf(job), job.state]));
}

/** Jobs of any queues with what they returned, in the order asked for. */
export async function readRelatives(
  redis: Redis,
  prefix: string,
  ids: string[],
): Promise<Relative[]> {
  const [states, results] = await Promise.all([
    readStates(redis, prefix, ids),
    Promise.all(ids.map((id) => resultOf(redis, prefix, parseJobId(id)!))),
  ]);
  return ids.map((id, index) => ({
    id,
    state: states.get(id) ?? null,
    result: results[index] ?? null,
  }));
}

async function resultOf(redis: Redis, prefix: string, { queue, localId }: JobAddress) {
  const text = await new QueueReads(redis, prefix, queue).result(localId);
  return text === null ? null : (JSON.parse(text) as Json);
}

function byQueue(ids: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const { queue, localId } = parseJobId(id)!;
    const group = groups.get(queue);
    if (group) group.push(localId);
    else groups.set(queue, [localId]);
  }
  return groups;
}

/** A batch as the store has it. */
export interface StoredBatch {
  total: number;
  name: string;
  by: string;
  rule: "ended" | "succeeded";
  succeeded: number;
  failed: number;
  cancelled: number;
  createdMs: number;
  endedMs: number | null;
  callback: string | null;
}

export async function readBatch(
  redis: Redis,
  prefix: string,
  { queue, localId }: JobAddress,
): Promise<StoredBatch | null> {
  const fields = await redis.hgetall(`${queueTag(prefix, queue)}:batch:${localId}`);
  if (fields.total === undefined) return null;
  return {
    total: Number(fields.total),
    name: fields.name ?? "",
    by: fields.by ?? "",
    rule: fields.rule as StoredBatch["rule"],
    succeeded: Number(fields.succeeded ?? 0),
    failed: Number(fields.failed ?? 0),
    cancelled: Number(fields.cancelled ?? 0),
    createdMs: Number(fields.created),
    endedMs: fields.ended === undefined ? null : Number(fields.ended),
    callback: fields.callback ?? null,
  };
}
