import { headOf } from "./record.ts";
import { encodeActor } from "./record.ts";
import { countersText } from "./schedule-args.ts";
import type {
  CounterName,
  LedgerRecord,
  RevisionCopy,
  RevisionRecord,
  ScheduleDefinition,
} from "./stored-schedule.ts";

/** When a schedule is planned anew: with its creation, or with an edit of what plans its times. */
export interface NewPlan {
  anchorMs: number;
  watermarkMs: number;
  nominalMs: number | null;
  nextMs: number | null;
  /** What becomes of times of the old plan that were due and had not been decided. */
  counters: Partial<Record<CounterName, number>>;
  ledger: LedgerRecord[];
}

export interface PutSchedule {
  id: string;
  /** `create` refuses an id that lives; `put` creates or edits; `restore` brings back what was cancelled. */
  mode: "create" | "put" | "restore";
  /** What was read, and must still be so; null when there was none. */
  seen: { generation: number; revision: number; watermarkMs: number } | null;
  /** For one that is new or comes back. */
  newGeneration: number;
  definition: ScheduleDefinition;
  /** The job type whose file declares it; null for one that is made or edited by hand. */
  source: string | null;
  by: string;
  how: RevisionRecord["h"];
  /** Null: the times stay as they are planned. */
  plan: NewPlan | null;
}

export type PutOutcome = "unchanged" | "exists" | "stale" | "created" | "updated";

/** As put-schedule.lua takes it. */
export function putArgs(put: PutSchedule): (string | number)[] {
  const { seen, plan, definition } = put;
  const { timing, options, body, priority } = definition;
  const copy: RevisionCopy = { timing, options, job: body.n, args: body.a, hidden: body.h };
  const ms = (instant: number | null | undefined) => instant ?? "";
  return [
    put.id,
    put.mode,
    ms(seen?.generation),
    ms(seen?.revision),
    ms(seen?.watermarkMs),
    put.newGeneration,
    JSON.stringify({ timing, options }),
    headOf(priority, body),
    JSON.stringify(body),
    timing.overlap,
    ms(timing.limit),
    timing.trigger.kind === "afterEnd" ? timing.trigger.delayMs : "",
    ms(timing.startAt),
    ms(timing.endAt),
    timing.pauseAfterFailures || "",
    put.source ?? "",
    encodeActor(put.by),
    put.how,
    JSON.stringify(copy),
    plan ? "plan" : "keep",
    ...(plan
      ? [
          plan.anchorMs,
          plan.watermarkMs,
          ms(plan.nominalMs),
          ms(plan.nextMs),
          countersText(plan.counters),
          plan.ledger.map((line) => JSON.stringify(line)).join("\n"),
        ]
      : []),
  ];
}
