import { onTestFinished } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { checkQueue } from "../queue/fsck.ts";
import { parseEnvelope, parseState, type StateLetter } from "../queue/record.ts";
import { COUNTER_NAMES } from "../queue/stored-schedule.ts";
import type { Schedule } from "../api/schedules.ts";
import { Timing } from "../schedule/index.ts";
import { openStore } from "./many-jobs.ts";
import { adminRedisUrl, openRedis, testRedisUrl } from "./redis.ts";
import { startSystem } from "./system.ts";

const QUEUE = "default";

/** A job that does nothing, at once. */
export const tick = defineJob({ name: "tick", args: z.object({}), run: () => null });

/** A schedule as it stands in Redis after some history that a test has no time to wait for. */
export interface Planted {
  id?: string;
  timing: Record<string, unknown>;
  /** What intervals count from. */
  anchorMs: number;
  /** The newest planned time decided. */
  watermarkMs: number;
  nominalMs: number;
  /** When it is due; its planned time, when left out. */
  nextMs?: number;
  job?: string;
  startDeadlineMs?: number;
  /** More than a definition may ask for, so that a long history is caught up with. */
  mostMissed?: number;
}

/** One run of a schedule. */
export interface Run {
  localId: string;
  plannedMs: number;
  coalesced: number;
  letter: StateLetter;
}

/** A system, and a hand on the schedules of its queue `default`: what they are in Redis, whatever the service says. */
export async function openSchedules({ url = testRedisUrl(), adminUrl = adminRedisUrl() } = {}) {
  const system = startSystem(url);
  const store = await openStore(system);
  const redis = await openRedis(adminUrl);
  const schedules = store.schedules(QUEUE);
  const reads = store.scheduleReads(QUEUE);
  const { tag } = schedules;
  await store.registry.publishJobTypes([tick.type]);
  const nowMs = async () => {
    const [seconds, microseconds] = await redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  };
  const runsBySchedule = async (): Promise<Map<string, Run[]>> => {
    const [jobs, states] = await Promise.all([
      redis.hgetall(`${tag}:jobs`),
      redis.hgetall(`${tag}:state`),
    ]);
    const runs = new Map<string, Run[]>();
    for (const [localId, text] of Object.entries(jobs)) {
      const { scheduleId, dueMs: plannedMs, body } = parseEnvelope(text);
      if (scheduleId === null) continue;
      const { letter } = parseState(states[localId]);
      const run = { localId, plannedMs, coalesced: body.k ?? 0, letter };
      const known = runs.get(scheduleId);
      if (known) known.push(run);
      else runs.set(scheduleId, [run]);
    }
    for (const each of runs.values()) each.sort((x, y) => x.plannedMs - y.plannedMs);
    return runs;
  };
  onTestFinished(async () => {
    const findings = await checkQueue(redis, tag);
    if (findings.length > 0) throw new Error(`fsck: ${JSON.stringify(findings, null, 1)}`);
  });
  return {
    ...system,
    redisUrl: system.redis,
    redis,
    store,
    schedules,
    reads,
    tag,
    nowMs,
    /** Writes a schedule by the script that every schedule is written by, with times of the test's choice. */
    async plant({ id = "s", job = "tick", startDeadlineMs, ...planted }: Planted) {
      await store.registry.addQueue(QUEUE);
      await store.registry.bindSchedule(id, QUEUE);
      const { anchorMs, watermarkMs, nominalMs, nextMs = nominalMs, mostMissed } = planted;
      const timing = Timing.parse(planted.timing);
      if (mostMissed !== undefined) timing.missed.max = mostMissed;
      const outcome = await schedules.put({
        id,
        mode: "create",
        seen: null,
        newGeneration: await schedules.newGeneration(),
        definition: {
          timing,
          body: { n: job, a: {}, ...(startDeadlineMs !== undefined && { d: startDeadlineMs }) },
          priority: 5,
          options: {},
        },
        source: null,
        by: "test",
        how: "created",
        plan: { anchorMs, watermarkMs, nominalMs, nextMs, counters: {}, ledger: [] },
      });
      if (outcome !== "created") throw new Error(`The schedule ${id} was ${outcome}.`);
    },
    async stored(id = "s") {
      const stored = await reads.get(id);
      if (!stored) throw new Error(`There is no schedule ${id}.`);
      return stored;
    },
    runsBySchedule,
    /** Its runs by their planned time; those beside the plan come first. */
    runs: async (id = "s"): Promise<Run[]> => (await runsBySchedule()).get(id) ?? [],
    /** Its ledger, the oldest planned time first: `outcome` of `plannedMs`. */
    async ledger(id = "s") {
      const lines = await reads.ledger(id, 500);
      return lines.toSorted((a, b) => a.p - b.p);
    },
  };
}

export type Schedules = Awaited<ReturnType<typeof openSchedules>>;

/** How many planned times are decided or wait: the sum of every counter but those of runs beside the plan. */
export function decidedIn({ counters, pending }: Pick<Schedule, "counters" | "pending">): number {
  const { triggered: _, backfilled: __, ...planned } = counters;
  return Object.values(planned).reduce((sum, count) => sum + count, pending);
}

/** Counters that are not 0. */
export function counted({ counters }: Pick<Schedule, "counters">) {
  return Object.fromEntries(
    COUNTER_NAMES.filter((name) => counters[name] > 0).map((name) => [name, counters[name]]),
  );
}
