import { backoffCurve, type JobBackoff } from "@/lib/jobs/backoff.ts";
import { durationText } from "./durations.ts";

/** So many waits are named; of more, the last stands for the rest. */
const MOST_NAMED = 6;

/** "tries again after about 1 s, 2 s, 4 s, 8 s"; null for a job that is tried once. */
export function retriesText(backoff: JobBackoff, attempts: number): string | null {
  if (attempts <= 1) return null;
  const curve = backoffCurve(backoff, attempts);
  if (!curve) return "tries again when the job type's own code says";
  const { delaysMs, spread } = curve;
  return `tries again after ${spread > 0 ? "about " : ""}${waitsText(delaysMs)}`;
}

function waitsText(delaysMs: number[]): string {
  const [first = 0, ...others] = delaysMs;
  if (others.length > 0 && others.every((delayMs) => delayMs === first))
    return `${waitText(first)} each time`;
  if (delaysMs.length <= MOST_NAMED) return delaysMs.map(waitText).join(", ");
  const named = delaysMs.slice(0, MOST_NAMED - 1).map(waitText);
  return `${named.join(", ")} and so on up to ${waitText(delaysMs.at(-1)!)}`;
}

const waitText = (delayMs: number) => (delayMs === 0 ? "0 s" : durationText(delayMs));
