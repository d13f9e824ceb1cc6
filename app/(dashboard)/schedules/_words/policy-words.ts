import { durationText } from "@/app/_ui/durations.ts";
import { countText } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

type Overlap = Schedule["overlap"];
type Missed = Schedule["missed"];

/** What happens to a planned time that comes while a run is alive: in a row of a list. */
export const OVERLAP_SHORT: Record<Overlap, string> = {
  skip: "skip",
  allow: "run both",
  queueOne: "keep one",
  queueAll: "keep all",
  cancelRunning: "stop the run",
};

export const OVERLAP_TEXT: Record<Overlap, string> = {
  skip: "A planned time that comes then is skipped.",
  allow: "A planned time that comes then runs beside it.",
  queueOne: "One planned time waits for the run to end; those that come after it are skipped.",
  queueAll: "Planned times wait for the run to end, up to 1,000 of them.",
  cancelRunning: "The run is asked to stop, and the planned time starts once it has.",
};

const MISSED_TEXT: Record<Missed["policy"], (max: number) => string> = {
  latest: () => "The latest of them runs, and stands for the others.",
  all: (max) => `All of them run, the oldest first, up to ${countText(max)}.`,
  skip: () => "None of them runs.",
};

/** What happens to the times that passed while no scheduler was alive. */
export function missedText({ policy, max, windowMs }: Missed): string {
  const text = MISSED_TEXT[policy](max);
  return windowMs === undefined || policy === "skip"
    ? text
    : `${text} Those older than ${durationText(windowMs)} are dropped.`;
}

export const deadlineText = (startDeadlineMs: number | undefined) =>
  startDeadlineMs === undefined
    ? "A run starts however late it has become."
    : `A run that has not started ${durationText(startDeadlineMs)} after its time ends unrun, as expired.`;

export function failuresText(pauseAfterFailures: number): string {
  if (pauseAfterFailures === 0) return "It goes on, however many runs fail.";
  if (pauseAfterFailures === 1) return "It pauses itself as soon as a run has failed for good.";
  return `It pauses itself when ${pauseAfterFailures} runs in a row have failed for good.`;
}

export const jitterText = (jitterMs: number) =>
  jitterMs === 0
    ? "Each run starts at its planned time."
    : `Each run starts up to ${durationText(jitterMs)} after its planned time, always the same for the same time.`;

export const limitText = (limit: number | null, fired: number) =>
  limit === null
    ? "It has no last run."
    : `It ends after ${countText(limit)} runs; there were ${countText(fired)}.`;
