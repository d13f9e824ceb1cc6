import type { JobState } from "../jobs/states.ts";

/** Where a page stands: the place of its last row. */
export interface Place {
  stage: string;
  /** Score, or position in a list; 0 for running. */
  at: number;
  id: string;
}

export interface PlacedJob {
  queue: string;
  localId: string;
  state: JobState;
  /** The time its state is ordered by; null where no index knows it. */
  timeMs: number | null;
  place: Place;
}

/** A place, and how many jobs were looked at on the way to it. */
export interface SeenPlace extends Place {
  seen: number;
}

/** From the first to before the second, ms UTC; null is open. */
export interface TimeRange {
  fromMs: number | null;
  toMs: number | null;
}

export const ANY_TIME: TimeRange = { fromMs: null, toMs: null };

export function encodePlace({ stage, at, id }: Place, seen = 0): string {
  return Buffer.from(JSON.stringify([stage, at, id, seen])).toString("base64url");
}

/** What pages go through, as `JobPages` names it. */
const STAGE =
  /^(running|parked|scheduled|blocked|finished|failed|cancelled|succeeded|ready:\d:[a-z0-9._-]{1,64})$/;

/** Null when the text is no place. */
export function decodePlace(text: string): SeenPlace | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(value)) return null;
    const [stage, at, id, seen] = value as unknown[];
    return typeof stage === "string" &&
      STAGE.test(stage) &&
      Number.isSafeInteger(at) &&
      typeof id === "string" &&
      Number.isSafeInteger(seen)
      ? { stage, at: at as number, id, seen: seen as number }
      : null;
  } catch {
    return null;
  }
}
