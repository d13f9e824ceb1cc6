import { CronTimes } from "./cron-times.ts";
import { EveryTimes } from "./every-times.ts";
import { Once } from "./once.ts";
import type { Planner } from "./planner.ts";
import { type AfterEndTrigger, LAST_INSTANT_MS, type Timing, type Trigger } from "./timing.ts";

const HOUR_MS = 3_600_000;
/** How far back the newest planned time is looked for, in widening steps; the last is farther than any schedule is old. */
const LOOK_BACK_MS = [
  HOUR_MS,
  24 * HOUR_MS,
  40 * 24 * HOUR_MS,
  400 * 24 * HOUR_MS,
  3_660 * 24 * HOUR_MS,
  366_000 * 24 * HOUR_MS,
];

/** A trigger made ready: parsed once, asked often. */
export class CompiledTrigger {
  readonly #planner: Planner;
  readonly #startMs: number;
  readonly #endMs: number;

  constructor(planner: Planner, startMs = Number.NEGATIVE_INFINITY, endMs = LAST_INSTANT_MS) {
    this.#planner = planner;
    this.#startMs = startMs;
    this.#endMs = endMs;
  }

  /** nominal(x): the smallest planned time strictly after x within [start, end]; null when there is none. */
  next(afterMs: number): number | null {
    const next = this.#planner.next(Math.max(afterMs, this.#startMs - 1));
    return next === null || next > this.#endMs ? null : next;
  }

  /** The newest planned time at or before `atMs`; null when there is none. */
  previous(atMs: number): number | null {
    const untilMs = Math.min(atMs, this.#endMs);
    for (const back of LOOK_BACK_MS) {
      const from = Math.max(untilMs - back, this.#startMs - 1);
      const found = this.next(from);
      if (found !== null && found <= untilMs) return this.#lastFrom(found, untilMs);
      if (from < this.#startMs) return null;
    }
    return null;
  }

  /** How many planned times lie in (from, to]. */
  count(fromMs: number, toMs: number): number {
    const from = Math.max(fromMs, this.#startMs - 1);
    const to = Math.min(toMs, this.#endMs);
    return to <= from ? 0 : this.#planner.count(from, to);
  }

  /** Halves the stretch that may hold a later one, each time by asking for the next. */
  #lastFrom(found: number, untilMs: number): number {
    let last = found;
    let high = untilMs;
    while (last < high) {
      const middle = Math.floor((last + high) / 2);
      const next = this.next(middle);
      if (next !== null && next <= untilMs) last = next;
      else high = middle;
      if (high - last <= 1) {
        const after = this.next(last);
        if (after === null || after > untilMs) return last;
        last = after;
      }
    }
    return last;
  }
}

/** What the planned times are counted from; each belongs to one kind of trigger and is passed over by the others. */
export interface PlannedFrom {
  /** What an interval counts from when it has no start of its own: the schedule's creation. */
  anchorMs: number;
  /** The time that the end of the last run has planned, for `afterEnd`; null while that run goes on. */
  awaitedMs?: number | null;
}

/**
 * Parses a trigger.
 * @throws ScheduleError
 */
export function compile(
  { trigger, startAt, endAt }: Pick<Timing, "trigger" | "startAt" | "endAt">,
  from: PlannedFrom,
): CompiledTrigger {
  return new CompiledTrigger(plannerOf(trigger, startAt, from), startAt, endAt);
}

function plannerOf(
  trigger: Trigger,
  startAt: number | undefined,
  { anchorMs, awaitedMs }: PlannedFrom,
): Planner {
  switch (trigger.kind) {
    case "cron":
      return new CronTimes(trigger.expression, trigger.timeZone);
    case "every": {
      const { everyMs, anchor = "start" } = trigger;
      const countedFrom =
        anchor === "start" ? (startAt ?? anchorMs) : anchor === "epoch" ? 0 : anchor;
      return new EveryTimes(everyMs, countedFrom);
    }
    case "afterEnd":
      return new Once(
        awaitedMs === undefined
          ? firstAfterEnd(trigger, Math.max(startAt ?? anchorMs, anchorMs))
          : // A start that was moved while a run went on puts off what its end has planned.
            awaitedMs && Math.max(awaitedMs, startAt ?? awaitedMs),
      );
  }
}

const firstAfterEnd = ({ delayMs, immediately }: AfterEndTrigger, startMs: number) =>
  immediately ? startMs : startMs + delayMs;

/**
 * The newest instant that counts as decided when a schedule begins. With `immediately` the beginning itself is still to
 * come, and so is a start that is right now; the anchor of an interval whose start has passed is past.
 */
export function firstWatermark(
  { trigger, startAt }: Pick<Timing, "trigger" | "startAt">,
  nowMs: number,
): number {
  const isNowPlanned =
    startAt === nowMs ||
    (trigger.kind === "afterEnd" && trigger.immediately) ||
    (trigger.kind === "every" && trigger.immediately && startAt === undefined);
  return isNowPlanned ? nowMs - 1 : nowMs;
}
