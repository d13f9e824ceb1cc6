import type { NewPlan } from "../../queue/put-schedule.ts";
import type { ScheduleDefinition, StoredSchedule } from "../../queue/stored-schedule.ts";
import { compile, firstWatermark, jitterAt, type Timing } from "../../schedule/index.ts";
import { compiledOf } from "./compiled.ts";
import { undecidedOf } from "./undecided.ts";

interface Identity {
  id: string;
  generation: number;
  definition: ScheduleDefinition;
}

/** The first time of a schedule that begins now. @throws ScheduleError */
export function newPlan({ id, generation, definition }: Identity, nowMs: number): NewPlan {
  const watermarkMs = firstWatermark(definition.timing, nowMs);
  const plan = planned({ id, generation, definition }, nowMs, watermarkMs);
  return { ...plan, counters: {}, ledger: [] };
}

/**
 * Null when the times stay as they are. A changed trigger, zone, window or anchor counts from now: an edit never fires at once and
 * never leaves the old interval behind. Another jitter moves the next run within its planned time.
 * @throws ScheduleError
 */
export function planAfterEdit(
  stored: StoredSchedule,
  definition: ScheduleDefinition,
  nowMs: number,
): NewPlan | null {
  const { id, generation } = stored;
  const before = stored.definition.timing;
  if (stored.state === "ended" || !isSamePlan(before, definition.timing)) {
    const awaitedMs = delayedFrom(definition.timing, nowMs);
    const plan = planned({ id, generation, definition }, nowMs, nowMs, awaitedMs);
    return { ...plan, ...leftOf(stored, nowMs) };
  }
  if (before.jitterMs === definition.timing.jitterMs || stored.nominalMs === null) return null;
  const { anchorMs, watermarkMs, nominalMs } = stored;
  const compiled = compiledOf({ definition, anchorMs, nominalMs });
  const timing = { jitterMs: definition.timing.jitterMs };
  const nextMs = nominalMs + jitterAt({ compiled, timing, id, generation }, nominalMs);
  return { anchorMs, watermarkMs, nominalMs, nextMs, counters: {}, ledger: [] };
}

const isSamePlan = (a: Timing, b: Timing) =>
  JSON.stringify([a.trigger, a.startAt, a.endAt]) ===
  JSON.stringify([b.trigger, b.startAt, b.endAt]);

/** One that is planned after each run and has begun does not begin again: its delay counts from the edit. */
const delayedFrom = ({ trigger, startAt }: Timing, nowMs: number) =>
  trigger.kind === "afterEnd" && (startAt ?? nowMs) <= nowMs ? nowMs + trigger.delayMs : undefined;

function planned(
  { id, generation, definition }: Identity,
  anchorMs: number,
  watermarkMs: number,
  awaitedMs?: number,
) {
  const { timing } = definition;
  const compiled = compile(timing, { anchorMs, awaitedMs });
  const nominalMs = compiled.next(watermarkMs);
  const nextMs =
    nominalMs === null
      ? null
      : nominalMs + jitterAt({ compiled, timing, id, generation }, nominalMs);
  return { anchorMs, watermarkMs, nominalMs, nextMs };
}

/** What is due of the old plan, and nobody has decided: the new one does not make up for it. */
function leftOf(stored: StoredSchedule, nowMs: number): Pick<NewPlan, "counters" | "ledger"> {
  const { state, pause } = stored;
  const isPaused = state === "paused";
  const { count, ledger } = undecidedOf(
    stored,
    nowMs,
    isPaused
      ? { o: "paused", y: pause?.by, r: pause?.reason ?? undefined }
      : { o: "missed-skipped", r: "edited before it was fired" },
  );
  return { counters: isPaused ? { paused: count } : { missedSkipped: count }, ledger };
}
