import type { JobState } from "@/lib/jobs/states.ts";
import { zoneOf } from "@/lib/schedule/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Spans of time that one asks for most, as the address has them. */
export const SPANS = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 7 * 24 * HOUR_MS } as const;
export type Span = keyof typeof SPANS;
export const SPAN_NAMES = Object.keys(SPANS) as Span[];

const SPAN_TEXTS: Record<Span, string> = { "1h": "hour", "24h": "24 hours", "7d": "7 days" };

/** What is scheduled lies ahead, everything else behind. */
export const spanText = (span: Span, state: JobState | undefined) =>
  state === "scheduled" ? `Within the next ${SPAN_TEXTS[span]}` : `Since ${ago(span)}`;

const ago = (span: Span) => (span === "1h" ? "an hour ago" : `${SPAN_TEXTS[span]} ago`);

/** A span as instants, to the minute, so that those who ask within the same minute ask for the same. */
export function rangeOfSpan(
  span: Span,
  state: JobState | undefined,
  nowMs: number,
): { from?: string; to?: string } {
  if (state === "scheduled") return { to: minute(nowMs + SPANS[span] + MINUTE_MS) };
  return { from: minute(nowMs - SPANS[span]) };
}

const minute = (ms: number) => new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString();

/** An instant as an input of date and time has it, on the clock of a zone. */
export function localText(instant: string | undefined, timeZone: string): string {
  if (instant === undefined) return "";
  const wallMs = zoneOf(timeZone).wallAt(Date.parse(instant));
  return new Date(wallMs).toISOString().slice(0, "2026-03-29T02:30:00".length);
}

/** Undefined for what is no time, or none that the zone's clocks ever show. */
export function instantOfLocal(local: string, timeZone: string): string | undefined {
  const wallMs = Date.parse(`${local}Z`);
  const [first] = Number.isNaN(wallMs) ? [] : zoneOf(timeZone).instantsOf(wallMs);
  return first === undefined ? undefined : new Date(first).toISOString();
}
