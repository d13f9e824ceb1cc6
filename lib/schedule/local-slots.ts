import type { Zone } from "./zone.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** No clock is moved by more: beyond it, before and after a change are told apart. */
const LONGEST_CHANGE_MS = 26 * HOUR_MS;

/** One day or hour by the clock of a zone: [start, end). */
export interface LocalSlot {
  startMs: number;
  endMs: number;
  /** "2026-03-29". */
  date: string;
  /** 0 to 23; null for a day. */
  hour: number | null;
  /** The clock change within the slot or at its start. */
  change: ClockChange | null;
}

/** At one instant the clock goes on from another time. */
export interface ClockChange {
  atMs: number;
  /** What it would have shown, and what it shows: "02:00", "03:00". */
  from: string;
  to: string;
}

/** The days that overlap [from, to): 23 or 25 h long where the clock changes. A day that a zone has left out is none. */
export function localDays(zone: Zone, fromMs: number, toMs: number): LocalSlot[] {
  const days: LocalSlot[] = [];
  let wallMs = floorTo(zone.wallAt(fromMs), DAY_MS);
  for (let startMs = startOfDay(zone, wallMs); startMs < toMs;) {
    const endMs = startOfDay(zone, wallMs + DAY_MS);
    if (endMs > startMs) days.push(slotOf(zone, startMs, endMs, { wallMs, hour: null }));
    startMs = endMs;
    wallMs += DAY_MS;
  }
  return days;
}

/**
 * The hours that overlap [from, to). One that the clock shows twice stands twice, one that it leaves out stands not at
 * all, and one that a change cuts is two.
 */
export function localHours(zone: Zone, fromMs: number, toMs: number): LocalSlot[] {
  const hours: LocalSlot[] = [];
  let startMs = startOfDay(zone, floorTo(zone.wallAt(fromMs), DAY_MS));
  while (startMs < toMs) {
    const wallMs = zone.wallAt(startMs);
    const fullHourMs = startMs + HOUR_MS - (wallMs - floorTo(wallMs, HOUR_MS));
    const endMs = zone.transitionIn(startMs, fullHourMs) ?? fullHourMs;
    const hour = new Date(wallMs).getUTCHours();
    if (endMs > fromMs) hours.push(slotOf(zone, startMs, endMs, { wallMs, hour }));
    startMs = endMs;
  }
  return hours;
}

/** The first instant of a local day, "2026-03-29": not midnight where the clock leaves that out. */
export function startOfLocalDay(zone: Zone, date: string): number {
  return startOfDay(zone, Date.parse(`${date}T00:00:00Z`));
}

/** "2026-03-29": the day that an instant is on. */
export const localDateOf = (zone: Zone, instantMs: number) => dateOf(zone.wallAt(instantMs));

function slotOf(
  zone: Zone,
  startMs: number,
  endMs: number,
  { wallMs, hour }: { wallMs: number; hour: number | null },
): LocalSlot {
  const atMs = zone.transitionIn(startMs - 1, endMs - 1);
  const change = atMs === null ? null : changeAt(zone, atMs);
  return { startMs, endMs, date: dateOf(wallMs), hour, change };
}

const changeAt = (zone: Zone, atMs: number): ClockChange => ({
  atMs,
  from: clockOf(zone.wallAt(atMs - 1) + 1),
  to: clockOf(zone.wallAt(atMs)),
});

function startOfDay(zone: Zone, wallMs: number): number {
  return zone.instantsOf(wallMs)[0] ?? endOfGap(zone, wallMs);
}

/** The instant after which the clock, having left out `wallMs`, goes on. */
function endOfGap(zone: Zone, wallMs: number): number {
  const before = zone.offsetAt(wallMs - LONGEST_CHANGE_MS);
  const after = zone.offsetAt(wallMs + LONGEST_CHANGE_MS);
  return zone.transitionIn(wallMs - after - 1, wallMs - before) ?? wallMs - after;
}

const floorTo = (ms: number, unitMs: number) => Math.floor(ms / unitMs) * unitMs;
const dateOf = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 10);
const clockOf = (wallMs: number) => new Date(wallMs).toISOString().slice(11, 16);
