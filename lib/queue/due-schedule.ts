import type { CatchUp } from "../schedule/index.ts";
import type { Definitions, FiredDefinition } from "./definitions.ts";
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
  anchorMs: number;
  /** Null when it cannot be read. */
  definition: FiredDefinition | null;
}

export interface Peeked {
  nowMs: number;
  /** When the first that was not read is due; null when there is none. */
  nextMs: number | null;
  due: DueSchedule[];
}

export type PeekAnswer = [nowMs: number, next: string, ...due: string[]];

/** An entry without a schedule is left out: fsck tells of it. */
export function parsePeek([nowMs, next, ...due]: PeekAnswer, definitions: Definitions): Peeked {
  return {
    nowMs,
    nextMs: next === "" ? null : Number(next),
    due: due.flatMap((joined) => parseDue(joined, definitions) ?? []),
  };
}

function parseDue(joined: string, definitions: Definitions): DueSchedule | null {
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
    definition = "",
  ] = joined.split("\t");
  if (state === "") return null;
  return {
    id,
    scoreMs: Number(score),
    state: state as StoredScheduleState,
    generation: Number(generation),
    revision: Number(revision),
    watermarkMs: Number(watermark),
    nominalMs: nominal === "" ? null : Number(nominal),
    skips: skips === "" ? [] : parseSkips(skips),
    catchUp: parseCatchUp(catchUp),
    pause: pause === "" ? null : (JSON.parse(pause) as SchedulePause),
    anchorMs: Number(anchor),
    definition: definitions.of(definition),
  };
}
