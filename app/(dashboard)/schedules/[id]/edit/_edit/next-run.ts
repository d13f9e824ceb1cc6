import { instantText } from "@/app/_ui/instants.ts";
import { plural } from "@/app/_ui/numbers.ts";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { JobOptions } from "@/lib/jobs/options.ts";
import { sameJson } from "../../../../_form/asked/untouched.ts";
import { lengthText } from "../../../../_form/typed/typed.ts";
import { awaitedText, planOf } from "../../../../_form/when/preview-request.ts";

interface Edit {
  /** As it is. */
  edited: Schedule;
  before: PutSchedule;
  after: PutSchedule;
  /** The first time of the plan as it will be; null when there is none. */
  firstAt: string | null;
  timeZone: string;
}

/** Whether its times stay as they are planned. One that has ended is planned anew by any change. */
export const keepsPlan = ({ edited, before, after }: Edit) =>
  edited.state !== "ended" && sameJson(planOf(before), planOf(after));

/** What an edit does to the next run, in sentences. */
export function nextRunTexts(edit: Edit): string[] {
  const { edited, before, after } = edit;
  const goesOn = edited.live.length > 0 && !sameJson(workOf(before), workOf(after));
  return [
    ...(edited.state === "paused"
      ? ["It stays paused: nothing runs until it is resumed."]
      : isSpent(edit)
        ? [`It has had its ${plural(after.limit!, "run")}: it ends, and none is planned any more.`]
        : keepsPlan(edit)
          ? keptTexts(edit)
          : movedTexts(edit)),
    ...(goesOn
      ? [
          `${plural(edited.live.length, "run")} alive: what was made before keeps its arguments and options.`,
        ]
      : []),
  ];
}

/** A limit that is reached ends it. */
const isSpent = ({ edited, after: { limit } }: Edit) =>
  limit !== undefined && edited.counters.fired + edited.pending >= limit;

function keptTexts({ edited, before, after, timeZone }: Edit): string[] {
  const [next] = edited.next;
  if (next === undefined)
    return [awaitedText(planOf(after), edited) ?? "No next time is planned, and that stays so."];
  const at = instantText(next, timeZone);
  const { jitterMs = 0 } = after;
  if (jitterMs === (before.jitterMs ?? 0)) return [`The next time stays: ${at}.`];
  return [
    `The next planned time stays: ${at}.`,
    jitterMs === 0
      ? "Its run starts on it."
      : `Its run starts up to ${lengthText(jitterMs)} after it.`,
  ];
}

function movedTexts({ edited, after, firstAt, timeZone }: Edit): string[] {
  const awaited = awaitedText(planOf(after), edited);
  if (awaited !== null) return [awaited];
  if (firstAt === null) return ["No run is planned."];
  const [next] = edited.next;
  const to = instantText(firstAt, timeZone);
  const moved =
    next === undefined
      ? `The next run is planned for ${to}.`
      : next === firstAt
        ? `The next time stays: ${to}.`
        : `The next run moves from ${instantText(next, timeZone)} to ${to}.`;
  const skips = edited.skips.length;
  return [
    moved,
    ...(countsFromSaving(after) ? ["It counts from the moment it is saved."] : []),
    ...(skips > 0
      ? [
          `${plural(skips, "time")} of the old plan that ${skips === 1 ? "was" : "were"} to be skipped no longer count.`,
        ]
      : []),
  ];
}

const countsFromSaving = ({ every, afterEnd, anchor, startAt }: PutSchedule) =>
  startAt === undefined &&
  (afterEnd !== undefined || (every !== undefined && anchor === undefined));

/** What each run does, whenever it is. */
const workOf = (definition: PutSchedule) =>
  Object.fromEntries(Object.entries(definition).filter(([name]) => WORK_FIELDS.includes(name)));

const WORK_FIELDS = ["args", ...Object.keys(JobOptions.shape)];
