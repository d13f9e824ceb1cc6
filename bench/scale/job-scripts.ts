import { beat } from "../../lib/queue/beat.ts";
import { ListSource, SetSource } from "../../lib/queue/page-sources.ts";
import { ANY_TIME } from "../../lib/queue/place.ts";
import type { NewJobRecord } from "../../lib/queue/queue.ts";
import { MOST_JOBS_A_CALL } from "../../lib/queue/chunks.ts";
import type { Store } from "../../lib/scheduler/store.ts";
import { ackOf, manyJobs, nextJob, QUEUE, turn } from "./fill.ts";
import type { ScriptMeter } from "./script-meter.ts";

const ROUNDS = 40;
const ONE_BY_ONE = 400;
const DAY_MS = 86_400_000;
const MOST_PAGED = 2_000;
/** Acks that are no plain successes weigh five times as much. */
const MOST_APART = MOST_JOBS_A_CALL / 5;
/** Jobs for later weigh twice as much. */
const MOST_LATER = MOST_JOBS_A_CALL / 2;
const MOST_REAPED = 100;
const MOST_TRIMMED = 250;

const tomorrow = () => String(Date.now() + DAY_MS + Math.floor(Math.random() * 3_600_000));

/** What moves many jobs at once, at the most that one call takes. */
export async function measureBulk(store: Store, meter: ScriptMeter): Promise<void> {
  const queue = store.queue(QUEUE);
  /** What is taken comes back, so that there is as much to the end. */
  const claim = async (want = MOST_JOBS_A_CALL) => {
    await queue.enqueueMany(manyJobs().slice(0, want));
    return turn(store, { want });
  };
  await meter.measure(`enqueue, ${MOST_JOBS_A_CALL} ready`, ROUNDS, manyJobs, (jobs) =>
    queue.enqueueMany(jobs),
  );
  const claimApart = () => claim(MOST_APART);
  const later = () =>
    manyJobs()
      .slice(0, MOST_LATER)
      .map((job) => ({ ...job, due: tomorrow() }));
  await meter.measure(`enqueue, ${MOST_LATER} scheduled`, ROUNDS, later, (jobs) =>
    queue.enqueueMany(jobs),
  );
  const row = `turn, ${MOST_JOBS_A_CALL} succeed, as many claimed`;
  await meter.measure(row, ROUNDS, claim, async (claims) => {
    const acks = claims.map((each) => ackOf(each, "s"));
    await turn(store, { acks, want: MOST_JOBS_A_CALL });
  });
  await meter.measure(`turn, ${MOST_APART} fail for good`, ROUNDS, claimApart, (claims) =>
    turn(store, { acks: claims.map((each) => ackOf(each, "f")) }),
  );
  await meter.measure(`turn, ${MOST_APART} fail, tried again`, ROUNDS, claimApart, (claims) =>
    turn(store, { acks: claims.map((each) => ackOf(each, "f", { retryDelayMs: DAY_MS })) }),
  );
  await meter.measure(`turn, ${MOST_APART} released`, ROUNDS, claimApart, (claims) =>
    turn(store, { acks: claims.map((each) => ackOf(each, "l")) }),
  );
  const due = async () => {
    const dueMs = Date.now() + 50;
    await queue.enqueueMany(manyJobs({ due: String(dueMs) }));
    await untilMs(dueMs + 2);
  };
  await meter.measure(`promote, ${MOST_JOBS_A_CALL} due`, ROUNDS, due, () => queue.promote());
  const lost = async () => {
    await queue.enqueueMany(manyJobs());
    await turn(store, { want: MOST_REAPED, leaseMs: 1 });
    await untilMs(Date.now() + 3);
  };
  await meter.measure(`reap, ${MOST_REAPED} lost`, ROUNDS, lost, () => queue.reap(3));
  const entries = async () => [...(await claim()), ...(await claim())].map(({ entry }) => entry);
  await meter.measure("beat, 1,000 leases", 10, entries, (held) =>
    beat(store.redis, queue.tag, DAY_MS, held),
  );
  for (const state of ["succeeded", "failed", "cancelled"] as const) {
    const surplus = async () => ({
      keep: (await store.redis.zcard(`${queue.tag}:${state}`)) - MOST_TRIMMED,
      keepMs: 1_000 * DAY_MS,
    });
    await meter.measure(`trim, ${MOST_TRIMMED} ${state}`, 15, surplus, (keep) =>
      queue.trim(state, keep),
    );
  }
}

/** What changes one job. */
export async function measureSingle(store: Store, meter: ScriptMeter): Promise<void> {
  const queue = store.queue(QUEUE);
  const add = async (part: Partial<NewJobRecord> = {}) => {
    const job = nextJob(part);
    await queue.enqueueMany([job]);
    return job.localId;
  };
  const addLater = () => add({ due: tomorrow() });
  const cancelled = async () => {
    const id = await add();
    await queue.cancel(id, "bench");
    return id;
  };
  const claimed = async () => {
    await add();
    return (await turn(store, { want: 1 }))[0]!.entry;
  };
  const one = <T>(row: string, prepare: () => Promise<T>, run: (made: T) => Promise<unknown>) =>
    meter.measure(row, ONE_BY_ONE, prepare, run);
  await one("cancel, ready", add, (id) => queue.cancel(id, "bench"));
  await one("cancel, scheduled", addLater, (id) => queue.cancel(id, "bench"));
  await one("cancel, running", claimed, (entry) => queue.cancel(entry.slice(0, 26), "bench"));
  await one("retry", cancelled, (id) => queue.retry(id));
  await one("run-now", addLater, (id) => queue.runNow(id));
  await one("reschedule", addLater, (id) => queue.reschedule(id, tomorrow()));
  await one("reschedule, ready", add, (id) => queue.reschedule(id, tomorrow()));
  await one("reprioritise, ready", add, (id) => queue.reprioritise(id, 0));
  await one("reprioritise, scheduled", addLater, (id) => queue.reprioritise(id, 0));
  await one("forget", cancelled, (id) => queue.forget(id));
  const lines = Array.from({ length: 100 }, (_, at) => `{"message":"line ${at}"}`);
  await one("report, 100 lines", claimed, (entry) => queue.report(entry, '{"fraction":1}', lines));
  await one(
    "pause",
    () => queue.resume(),
    () => queue.pause({ by: "bench", atMs: 1, reason: null }),
  );
  await one(
    "resume",
    () => queue.pause({ by: "bench", atMs: 1, reason: null }),
    () => queue.resume(),
  );
}

/** What pages read, at the most that one call takes. */
export async function measurePaging(store: Store, meter: ScriptMeter): Promise<void> {
  const { redis } = store;
  const { tag } = store.queue(QUEUE);
  const from = { queue: QUEUE, tag };
  const middle = async (key: string) => {
    const rank = Math.floor((await redis.zcard(key)) / 2);
    const [id, at] = await redis.zrange(key, rank, `${rank}`, "WITHSCORES");
    return { stage: "", at: Number(at), id: id! };
  };
  await meter.measure(
    "page-list, 2,000 in the middle",
    ROUNDS,
    async () => {
      const [tail, length] = [
        await redis.hget(`${tag}:meta`, "tail:5"),
        await redis.llen(`${tag}:ready:5`),
      ];
      return { stage: "", at: Number(tail) - Math.floor(length / 2), id: "" };
    },
    (after) => new ListSource(redis, from, 5, "", after).read(MOST_PAGED),
  );
  for (const state of ["scheduled", "succeeded"] as const) {
    const source = (after: { stage: string; at: number; id: string }) =>
      new SetSource(redis, from, state, { stage: "", range: ANY_TIME, after }).read(MOST_PAGED);
    const key = `${tag}:${state}`;
    await meter.measure(`page-set, 2,000 ${state}`, ROUNDS, () => middle(key), source);
    // No member has this name: its place is found by bisection.
    const gone = async () => ({ ...(await middle(key)), id: "0" });
    await meter.measure(`page-set, 2,000 ${state}, from one that is gone`, ROUNDS, gone, source);
  }
  const ids = () => redis.hrandfield(`${tag}:jobs`, 1_000) as Promise<string[]>;
  await meter.measure("glance, 1,000 jobs", ROUNDS, ids, (some) => store.reads(QUEUE).glance(some));
}

async function untilMs(ms: number): Promise<void> {
  const waitMs = ms - Date.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
