import type { Fire, Seen } from "../queue/schedules.ts";
import type { PutOutcome, PutSchedule } from "../queue/put-schedule.ts";
import type { ScheduleDefinition, StoredSchedule } from "../queue/stored-schedule.ts";
import { Timing } from "../schedule/index.ts";
import { type Engine, jobRecord } from "./engine.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Every minute unless told otherwise. */
export function definitionOf(
  timing: Record<string, unknown> = {},
  part: Partial<ScheduleDefinition> = {},
): ScheduleDefinition {
  return {
    timing: Timing.parse({ trigger: { kind: "every", everyMs: MINUTE_MS }, ...timing }),
    body: { n: "demo.echo", a: {} },
    priority: 5,
    options: {},
    ...part,
  };
}

/** Redis' clock. */
export async function redisNow({ redis }: Pick<Engine, "redis">): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}

type PlanPart = Partial<NonNullable<PutSchedule["plan"]>>;

/** Saves the schedule `s` as the engine's callers do: after a look at what is there, planned from now. */
export async function putSchedule(
  { schedules, scheduleReads, redis }: Engine,
  { plan = {}, ...part }: Partial<Omit<PutSchedule, "plan">> & { plan?: PlanPart | null } = {},
): Promise<PutOutcome> {
  const { id = "s", mode = "put" } = part;
  const nowMs = await redisNow({ redis });
  const there = await scheduleReads.get(id);
  const isSeen = there && (there.state !== "cancelled" || mode === "restore");
  return schedules.put({
    id,
    mode,
    seen: isSeen ? there : null,
    newGeneration: await schedules.newGeneration(),
    definition: definitionOf(),
    source: null,
    by: "ana",
    how: "created",
    plan: plan && {
      anchorMs: nowMs,
      watermarkMs: nowMs,
      nominalMs: nowMs + MINUTE_MS,
      nextMs: nowMs + MINUTE_MS,
      counters: {},
      ledger: [],
      ...plan,
    },
    ...part,
  });
}

/** The schedule `s`, whose time came a second ago. */
export async function putDue(
  engine: Engine,
  timing: Record<string, unknown> = {},
  part: Partial<ScheduleDefinition> = {},
): Promise<{ plannedMs: number; peeked: StoredSchedule }> {
  const plannedMs = (await redisNow(engine)) - 1_000;
  await putSchedule(engine, {
    definition: definitionOf(timing, part),
    plan: {
      anchorMs: plannedMs,
      watermarkMs: plannedMs - MINUTE_MS,
      nominalMs: plannedMs,
      nextMs: plannedMs,
    },
  });
  return { plannedMs, peeked: await stored(engine) };
}

/** The schedule `s` as it is stored. */
export async function stored({ scheduleReads }: Engine, id = "s"): Promise<StoredSchedule> {
  const schedule = await scheduleReads.get(id);
  if (!schedule) throw new Error(`There is no schedule ${id}.`);
  return schedule;
}

/** As a scheduler that peeks sees it: due at its next time. */
export const dueOf = <S extends { nextMs: number | null }>(schedule: S) => ({
  ...schedule,
  scoreMs: schedule.nextMs!,
});

/** One fire of what was seen: the run of its next time, and a minute to the one after. */
export function fireOf(
  seen: Seen & { nextMs: number | null },
  { plannedMs = seen.nextMs!, ...part }: Partial<Fire> & { plannedMs?: number } = {},
): Fire {
  return {
    id: seen.id,
    generation: seen.generation,
    revision: seen.revision,
    expectedScoreMs: seen.nextMs!,
    watermarkMs: plannedMs,
    nominalMs: plannedMs + MINUTE_MS,
    nextMs: plannedMs + MINUTE_MS,
    counters: {},
    ledger: [],
    skipped: [],
    catchUp: null,
    runs: [runOf(plannedMs)],
    ...part,
  };
}

export const runOf = (plannedMs: number, coalesced = 0) => ({
  localId: jobRecord().localId,
  plannedMs,
  coalesced,
});

/**
 * Fires `count` planned times a millisecond apart from each other, each in a call of its own, and leaves the schedule due:
 * what becomes of them is up to its rule for overlaps. Answers their planned times.
 */
export async function fireSome(engine: Engine, count: number): Promise<number[]> {
  const fired: number[] = [];
  for (let n = 0; n < count; n++) {
    const seen = await stored(engine);
    const plannedMs = Math.max(seen.watermarkMs + 1, seen.nextMs!);
    const due = { nominalMs: plannedMs, nextMs: plannedMs };
    await engine.schedules.fire([fireOf(seen, { plannedMs, ...due })]);
    fired.push(plannedMs);
  }
  return fired;
}

/** What became of the newest planned times, the oldest first. */
export async function outcomes({ scheduleReads }: Engine, id = "s"): Promise<string[]> {
  return (await scheduleReads.ledger(id, 500)).map(({ o }) => o).toReversed();
}
