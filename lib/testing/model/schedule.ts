import type {
  CounterName,
  ScheduleDefinition,
  StoredScheduleState,
} from "../../queue/stored-schedule.ts";
import { COUNTER_NAMES } from "../../queue/stored-schedule.ts";
import { type OverlapPolicy, Timing } from "../../schedule/index.ts";
import type { JobBody } from "../../queue/record.ts";
import { PLAIN, type SLOTS, type Wish } from "./job.ts";

const HOUR_MS = 3_600_000;

/** What somebody asks for who saves a schedule. */
export interface ScheduleWish {
  overlap: OverlapPolicy;
  limit: number | null;
  pauseAfterFailures: number;
  /** Of one that is planned after each run; null for one whose times are planned ahead. */
  delayMs: number | null;
  startsMs: number | null;
  endsMs: number | null;
  priority: number;
  slots: (typeof SLOTS)[number] | null;
  keptMs: number | null;
}

/** A delay that is over at the next command, and one that is not while a test lasts. */
export const DELAYS = [1, HOUR_MS];

export function definitionOf(wish: ScheduleWish): ScheduleDefinition {
  const { overlap, limit, pauseAfterFailures, delayMs, startsMs, endsMs, slots, keptMs } = wish;
  const body: JobBody = { n: "model", a: {} };
  if (slots) body.c = slots;
  if (keptMs !== null) body.x = { succeededMs: keptMs, failedMs: keptMs, cancelledMs: keptMs };
  const timing = Timing.parse({
    trigger: { kind: "every", everyMs: 1_000 },
    overlap,
    pauseAfterFailures,
    ...(limit !== null && { limit }),
    ...(startsMs !== null && { startAt: startsMs }),
    ...(endsMs !== null && { endAt: endsMs }),
  });
  if (delayMs !== null) timing.trigger = { kind: "afterEnd", delayMs };
  return { timing, body, priority: wish.priority, options: {} };
}

/** What its runs ask for. */
export const wishOfRuns = ({ priority, slots, keptMs }: ScheduleWish): Wish => ({
  ...PLAIN,
  priority,
  slots,
  keptMs,
});

export interface Planned {
  plannedMs: number;
  localId: string;
  coalesced: number;
}

/** What became of a planned time, or of `count` of them; `plannedMs` is null for a run beside the plan. */
export interface Line {
  plannedMs: number | null;
  outcome: string;
  localId?: string;
  count?: number;
}

/** A schedule as it should be. */
export interface ModelSchedule {
  id: string;
  wish: ScheduleWish;
  state: StoredScheduleState;
  generation: number;
  revision: number;
  /** The newest planned time that is decided. */
  watermarkMs: number;
  nominalMs: number | null;
  nextMs: number | null;
  /** When somebody has to look at it. */
  dueMs: number | null;
  /** The end of a run has planned its next time in this command: when exactly is learnt from the queue. */
  isPlannedByEnd: boolean;
  catchUp: { untilMs: number; cappedMs: number } | null;
  pause: { by: string; untilMs: number | null } | null;
  problem: string | null;
  failuresInRow: number;
  pending: Planned[];
  counters: Record<CounterName, number>;
  /** The oldest first. */
  ledger: Line[];
  /** How many lines of it have been compared. */
  audited: number;
  skips: Set<number>;
}

const nothingCounted = () =>
  Object.fromEntries(COUNTER_NAMES.map((name) => [name, 0])) as Record<CounterName, number>;

export function newSchedule(id: string, wish: ScheduleWish): ModelSchedule {
  return {
    id,
    wish,
    state: "active",
    generation: 0,
    revision: 0,
    watermarkMs: 0,
    nominalMs: null,
    nextMs: null,
    dueMs: null,
    isPlannedByEnd: false,
    catchUp: null,
    pause: null,
    problem: null,
    failuresInRow: 0,
    pending: [],
    counters: nothingCounted(),
    ledger: [],
    audited: 0,
    skips: new Set(),
  };
}

/** A counter has the name of the outcome that it counts. */
export const counterOf = (outcome: string) =>
  outcome.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as CounterName;

/** @param more fires that are not counted yet */
export const isSpent = ({ wish, counters, pending }: ModelSchedule, more = 0) =>
  wish.limit !== null && counters.fired + more + pending.length >= wish.limit;

export const isLiving = ({ state }: ModelSchedule) => state !== "cancelled";

export const isFiring = ({ state }: ModelSchedule) => state === "active" || state === "error";
