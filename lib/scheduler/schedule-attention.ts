import {
  failsOften,
  isLate,
  isPausedByFailures,
  type ScheduleStanding,
} from "../api/schedule-standing.ts";
import { type Attention, MANY_PERIODIC_JOBS } from "../api/system.ts";

/** More than so many with the same trouble are told as one: the cause is likely one too. */
const MOST_NAMED = 3;

interface Trouble {
  kind: Attention["kind"];
  isIt: (schedule: ScheduleStanding) => boolean;
  one: (schedule: ScheduleStanding) => Pick<Attention, "message" | "detail">;
  /** Of many: "12 periodic jobs are late." */
  many: string;
  detail: string;
  /** The list's filter that shows them. */
  filter: string;
}

/** Periodic jobs that need a person, the worst first. */
export function scheduleTroubles(schedules: ScheduleStanding[], nowMs: number): Attention[] {
  return troublesAt(nowMs).flatMap((trouble) => told(trouble, schedules.filter(trouble.isIt)));
}

const troublesAt = (nowMs: number): Trouble[] => [
  {
    kind: "schedule-error",
    isIt: ({ state }) => state === "error",
    one: ({ id, problem }) => ({
      message: `The next time of ${id} cannot be computed.`,
      detail: problem ?? "It is tried again.",
    }),
    many: "are in error",
    detail: "Their next times cannot be computed.",
    filter: "error",
  },
  {
    kind: "schedule-late",
    isIt: (schedule) => isLate(schedule, nowMs),
    one: ({ id, nextAt }) => ({
      message: `${id} is late by ${lengthText(nowMs - Date.parse(nextAt!))}.`,
      detail: "No scheduler has fired its time. Look whether they keep up.",
    }),
    many: "are late",
    detail: "No scheduler has fired their times. Look whether they keep up.",
    filter: "late",
  },
  {
    kind: "schedule-paused",
    isIt: isPausedByFailures,
    one: ({ id, pause }) => ({
      message: `${id} has paused itself: ${pause?.reason ?? "its runs have failed"}.`,
      detail: "Mend what fails, then resume it.",
    }),
    many: "have paused themselves after failures",
    detail: "Mend what fails, then resume them.",
    filter: "paused",
  },
  {
    kind: "schedule-failing",
    isIt: (schedule) => schedule.state === "active" && failsOften(schedule),
    one: ({ id, failuresInRow }) => ({
      message: `${id} fails: ${failuresInRow} runs in a row.`,
      detail: "Look at the error of its newest run.",
    }),
    many: "fail again and again",
    detail: "Look at the errors of their newest runs.",
    filter: "failing",
  },
];

function told(
  { kind, one, many, detail, filter }: Trouble,
  schedules: ScheduleStanding[],
): Attention[] {
  if (schedules.length > MOST_NAMED)
    return [
      {
        kind,
        subject: MANY_PERIODIC_JOBS,
        message: `${schedules.length} periodic jobs ${many}.`,
        detail,
        href: `/schedules?state=${filter}`,
      },
    ];
  return schedules.map((schedule) => ({
    kind,
    subject: schedule.id,
    ...one(schedule),
    href: `/schedules/${encodeURIComponent(schedule.id)}`,
  }));
}

function lengthText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes > 0 ? `${minutes} min` : `${Math.floor(ms / 1_000)} s`;
}
