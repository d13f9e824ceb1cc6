import type { Redis } from "ioredis";
import type { Hint } from "../jobs/hint.ts";
import { jobIdOf } from "../jobs/names.ts";
import type { JobState } from "../jobs/states.ts";
import { queueTag } from "../redis/keys.ts";

const MOST_JOBS_A_HINT = 100;
const BLOCK_MS = 1_000;
const RETRY_MS = 500;

/** From which states a job can have come when an event says where it went. */
const ORIGINS: Record<JobState, JobState[]> = {
  blocked: [],
  scheduled: ["running", "blocked"],
  ready: ["scheduled", "blocked", "running", "failed", "cancelled"],
  running: ["ready"],
  succeeded: ["running"],
  failed: ["running"],
  cancelled: ["scheduled", "blocked", "ready", "running"],
};

export interface WatchOptions {
  /** A connection of its own: it blocks. Closed by the watcher. */
  redis: Redis;
  prefix: string;
  queues: () => Promise<string[]>;
  listener: (id: string, hint: Hint) => void;
}

/** Follows the event streams of all queues, those still to come too. Answers the function that stops it. */
export function watchEvents({ redis, prefix, queues, listener }: WatchOptions): () => void {
  const lastIds = new Map<string, string>();
  let stopped = false;

  let begun = false;
  const follow = async () => {
    for (const queue of await queues()) {
      // A queue that appears later is read from its beginning, so that its first events are not missed.
      if (!lastIds.has(queue))
        lastIds.set(
          queue,
          begun ? "0-0" : await newestId(redis, `${queueTag(prefix, queue)}:events`),
        );
    }
    begun = true;
    const names = [...lastIds.keys()];
    if (names.length === 0) return pause(RETRY_MS);
    const keys = names.map((queue) => `${queueTag(prefix, queue)}:events`);
    const streams = await redis.xread(
      "COUNT",
      200,
      "BLOCK",
      BLOCK_MS,
      "STREAMS",
      ...keys,
      ...names.map((queue) => lastIds.get(queue)!),
    );
    for (const [key, entries] of streams ?? []) {
      const queue = names[keys.indexOf(key)]!;
      for (const [id, fields] of entries) {
        lastIds.set(queue, id);
        listener(`${queue}/${id}`, hintOf(queue, fields));
      }
    }
  };

  const run = async () => {
    while (!stopped) await follow().catch(() => pause(RETRY_MS));
    redis.disconnect();
  };
  void run();
  return () => {
    stopped = true;
    redis.disconnect();
  };
}

async function newestId(redis: Redis, key: string): Promise<string> {
  const [newest] = await redis.xrevrange(key, "+", "-", "COUNT", 1);
  return newest?.[0] ?? "0-0";
}

function hintOf(queue: string, fields: string[]): Hint {
  const states = new Set<JobState>();
  const jobs: string[] = [];
  let schedules = false;
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index]!;
    if (name === "schedule") {
      schedules = true;
      continue;
    }
    const state = name as JobState;
    states.add(state);
    for (const origin of ORIGINS[state] ?? []) states.add(origin);
    for (const localId of fields[index + 1]!.split(" ")) {
      if (localId && jobs.length < MOST_JOBS_A_HINT) jobs.push(jobIdOf({ queue, localId }));
    }
  }
  return { queue, states: [...states], jobs, schedules };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
