import type { JobBody } from "../queue/record.ts";
import { Store } from "../scheduler/store.ts";
import { ackOf, jobRecord, LEASE_MS } from "./engine.ts";
import { openRedis } from "./redis.ts";

const MOST_A_CALL = 350;

/** The engine under a prefix, for tests that bring about many jobs, or play a scheduler themselves. */
export async function openStore({ redis: url, prefix }: { redis: string; prefix: string }) {
  const store = new Store(await openRedis(url), prefix);
  await store.ready();
  return store;
}

interface ManyJobs {
  count: number;
  queue?: string;
  content?: Partial<JobBody>;
}

/** Answers the ids of new jobs, all ready. */
export async function makeReady(store: Store, { count, queue = "q", content }: ManyJobs) {
  await store.registry.addQueue(queue);
  const ids: string[] = [];
  while (ids.length < count) {
    const records = Array.from({ length: Math.min(MOST_A_CALL, count - ids.length) }, () =>
      jobRecord({ content }),
    );
    await store.queue(queue).enqueueMany(records);
    ids.push(...records.map(({ localId }) => localId));
  }
  return ids;
}

/** Answers the ids of new jobs that have run and failed for good. The queue must have been empty. */
export async function makeFailed(store: Store, many: ManyJobs) {
  const ids = await makeReady(store, many);
  const queue = store.queue(many.queue ?? "q");
  const turn = { executor: `e${ids[0]}`, channel: 0, leaseMs: LEASE_MS };
  for (let failed = 0, sequence = 1; failed < ids.length; sequence += 2) {
    const { claims } = await queue.turn({ ...turn, sequence, want: MOST_A_CALL, acks: [] });
    const acks = claims.map((claim) => ackOf(claim, { outcome: "f", failures: 1 }));
    await queue.turn({ ...turn, sequence: sequence + 1, want: 0, acks });
    failed += claims.length;
  }
  return ids;
}
