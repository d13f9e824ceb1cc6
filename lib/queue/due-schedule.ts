import type { CatchUp } from "../schedule/index.ts";
import {
  parseCatchUp,
  parseSkips,
  type SchedulePause,
  type SkipMark,
  type StoredScheduleState,
} from "./stored-schedule.ts";

/** A schedule that is due, as peek-due.lua reads it. */
export interface DueSchedule {
  id: string;
  scoreMs: number;
  state: StoredScheduleState;
  generation: number;
  revision: number;
  watermarkMs: number;
  nominalMs: number | null;
  skips: SkipMark[];
  catchUp: CatchUp | null;
  pause: SchedulePause | null;
  /** The definition as it is stored, for `parseDefinition`: it seldom changes, and need not be read again then. */
  definitionText: string;
  anchorMs: number;
}

export interface Peeked {
  nowMs: number;
  /** When the first that was not read is due; null when there is none. */
  nextMs: number | null;
  due: DueSchedule[];
}

export type PeekAnswer = [nowMs: number, next: string, ...due: string[]];

export function parsePeek([nowMs, next, ...due]: PeekAnswer): Peeked {
  return { nowMs, nextMs: next === "" ? null : Number(next), due: due.map(parseDue) };
}

function parseDue(joined: string): DueSchedule {
  const [
    id = "",
    score,
    state,
    generation,
    revision,
    watermark,
    nominal = "",
    skips = "",
    catchUp = "",
    pause = "",
    anchor,
    definitionText = "",
  ] = joined.split("\t");
  return {
    id,
    scoreMs: Number(score),
    state: state as StoredScheduleState,
    generation: Number(generation),
    revision: Number(revision),
    watermarkMs: Number(watermark),
    nominalMs: nominal === "" ? null : Number(nominal),
    skips: parseSkips(skips),
    catchUp: parseCatchUp(catchUp),
    pause: pause === "" ? null : (JSON.parse(pause) as SchedulePause),
    definitionText,
    anchorMs: Number(anchor),
  };
}
