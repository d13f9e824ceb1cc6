import type { Schedule } from "../../api/schedules.ts";
import { conflict, invalidField, notFound } from "../../errors.ts";
import type { Decided } from "../../queue/schedules.ts";
import type { LedgerRecord, StoredSchedule } from "../../queue/stored-schedule.ts";
import { instantMs } from "../../jobs/schedule-timing.ts";
import { jitterAt } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { compiledOf } from "./compiled.ts";
import { livingSchedule, readSchedule } from "./read.ts";
import { reasonOf } from "./reason.ts";

const MOST_TRIES = 5;

export interface SkipOptions {
  /** Which of the coming times; the next when left out. */
  plannedAt?: Date;
  reason?: string;
}

/** Decides the next planned time as skipped; a later one is noted, and decided when it is the next. */
export async function skipNext(
  store: Store,
  id: string,
  { plannedAt, reason }: SkipOptions,
  by: string,
): Promise<Schedule> {
  const note = { by, reason: reasonOf(reason) };
  const askedMs = plannedAt === undefined ? null : instantMs("plannedAt", plannedAt);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const stored = await livingSchedule(store, id);
    const nowMs = store.clock.now();
    const plannedMs = askedMs ?? stored.nominalMs;
    if (stored.state !== "active" || stored.nominalMs === null || plannedMs === null)
      throw conflict(`The periodic job ${id} has no next time to skip: it ${standing(stored)}.`);
    const schedules = store.schedules(stored.queue);
    if (plannedMs === stored.nominalMs) {
      const outcome = await schedules.skipNext(stored, skippedOf(stored, note, nowMs));
      if (outcome === "skipped") return readSchedule(store, id);
      if (outcome === "missing") throw notFound("periodic job", id);
      // Of two who skip the next time, the second must not skip the one after it.
      if (plannedAt !== undefined) continue;
      throw conflict("The next time has changed meanwhile. Look at it again and repeat.");
    }
    checkPlanned(stored, plannedMs);
    const outcome = await schedules.markSkip(stored, plannedMs, note);
    if (outcome === "missing") throw notFound("periodic job", id);
    if (outcome === "full")
      throw conflict("A hundred times are to be skipped already. Pause it instead.");
    if (outcome === "marked") return readSchedule(store, id);
  }
  throw conflict("The periodic job changes all the time. Look at it again and repeat.");
}

/** @throws CarillonError when this is none of the coming planned times */
function checkPlanned(stored: StoredSchedule, plannedMs: number): void {
  if (plannedMs < stored.nominalMs!)
    throw invalidField(
      "plannedAt",
      `${iso(plannedMs)} is decided already; choose one of those from ${iso(stored.nominalMs!)} on`,
    );
  const compiled = compiledOf(stored);
  if (compiled.next(plannedMs - 1) === plannedMs) return;
  const next = compiled.next(plannedMs);
  throw invalidField(
    "plannedAt",
    `${iso(plannedMs)} is no planned time of this periodic job; ${next === null ? "there is none after it" : `the one after it is ${iso(next)}`}`,
  );
}

/** Why nothing is planned, for people. */
export function standing({ state, pause }: StoredSchedule): string {
  if (state === "paused") return `is paused by ${pause?.by ?? "somebody"}`;
  if (state === "active") return "waits for its run to end";
  return state === "ended" ? "has ended" : `is in the state ${state}`;
}

/** The next time skipped, and those right after it that are to be skipped too. */
function skippedOf(
  stored: StoredSchedule,
  note: { by: string; reason: string | null },
  nowMs: number,
): Omit<Decided, "runs" | "catchUp" | "skipped"> {
  const compiled = compiledOf(stored);
  const { trigger, jitterMs } = stored.definition.timing;
  const marks = new Map(stored.skips.map((skip) => [skip.plannedMs, skip]));
  const ledger: LedgerRecord[] = [];
  let watermarkMs = stored.nominalMs!;
  ledger.push(lineOf(watermarkMs, note, nowMs));
  if (trigger.kind === "afterEnd") {
    const later = watermarkMs + trigger.delayMs;
    const { endAt = later } = stored.definition.timing;
    const nextMs = later <= endAt ? later : null;
    const counters = { skipped: 1 };
    return { watermarkMs, nominalMs: nextMs, nextMs, counters, ledger };
  }
  let nominalMs = compiled.next(watermarkMs);
  for (let mark = marks.get(nominalMs ?? 0); mark; mark = marks.get(nominalMs ?? 0)) {
    watermarkMs = mark.plannedMs;
    ledger.push(lineOf(watermarkMs, mark, nowMs));
    nominalMs = compiled.next(watermarkMs);
  }
  const { id, generation } = stored;
  return {
    watermarkMs,
    nominalMs,
    nextMs:
      nominalMs === null
        ? null
        : nominalMs + jitterAt({ compiled, timing: { jitterMs }, id, generation }, nominalMs),
    counters: { skipped: ledger.length },
    ledger,
  };
}

const lineOf = (
  plannedMs: number,
  { by, reason }: { by: string; reason: string | null },
  nowMs: number,
): LedgerRecord => ({
  p: plannedMs,
  d: nowMs,
  o: "skipped",
  y: by,
  ...(reason !== null && { r: reason }),
});
