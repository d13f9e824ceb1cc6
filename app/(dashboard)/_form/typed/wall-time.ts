import { zoneOf } from "@/lib/schedule/index.ts";

const DAY_MS = 86_400_000;

/** A time as it is typed on the clock of a zone. */
export interface WallTime {
  /** `2026-03-29T02:30`; empty for none. */
  text: string;
  timeZone: string;
  /** Which of the two is meant, where the clock shows it twice; empty while nobody has said. */
  pass: "" | "first" | "second";
}

/** What a typed time comes to. In a gap it comes to nothing, and `ways` are what may have been meant. */
export type Reading =
  | { kind: "none" }
  | { kind: "instant"; instant: string }
  | { kind: "gap"; ways: WallTime[] }
  | { kind: "twice"; instants: [first: string, second: string] };

export const noTime = (timeZone: string): WallTime => ({ text: "", timeZone, pass: "" });

/** An instant as somebody would have typed it. */
export function wallTimeOf(instant: string | undefined, timeZone: string): WallTime {
  if (instant === undefined) return noTime(timeZone);
  const instantMs = Date.parse(instant);
  const zone = zoneOf(timeZone);
  const wallMs = zone.wallAt(instantMs);
  const [first, second] = zone.instantsOf(wallMs);
  const pass = second === undefined ? "" : instantMs === first ? "first" : "second";
  return { text: textOf(wallMs), timeZone, pass };
}

/** The instants at which the clock of its zone shows it: none where it is put forward over it, two where it is put back. */
export function read({ text, timeZone, pass }: WallTime): Reading {
  const wallMs = Date.parse(`${text}Z`);
  if (Number.isNaN(wallMs)) return { kind: "none" };
  const [first, second] = zoneOf(timeZone).instantsOf(wallMs).map(iso);
  if (first === undefined) return { kind: "gap", ways: waysOutOfGap(wallMs, timeZone) };
  if (second === undefined) return { kind: "instant", instant: first };
  if (pass === "") return { kind: "twice", instants: [first, second] };
  return { kind: "instant", instant: pass === "first" ? first : second };
}

/** The first moment after the gap, and the time as far behind it as the typed one is into it. */
function waysOutOfGap(wallMs: number, timeZone: string): WallTime[] {
  const zone = zoneOf(timeZone);
  const endMs = zone.transitionIn(wallMs - DAY_MS, wallMs + DAY_MS);
  if (endMs === null) return [];
  const gapMs = zone.offsetAt(endMs) - zone.offsetAt(endMs - 1);
  const texts = new Set([textOf(zone.wallAt(endMs)), textOf(wallMs + gapMs)]);
  return [...texts].map((text) => ({ text, timeZone, pass: "" }));
}

/** The instant that is meant; undefined while that is not clear. */
export function instantOf(time: WallTime): string | undefined {
  const reading = read(time);
  return reading.kind === "instant" ? reading.instant : undefined;
}

/** Why it comes to no single instant; undefined for one that does, and for none at all. */
export function problemOf(time: WallTime): string | undefined {
  const { kind } = read(time);
  if (kind === "gap")
    return `${clockOf(time)} does not exist on ${dateOf(time)} in ${placeOf(time)}: the clocks are put forward over it.`;
  if (kind === "twice")
    return `${clockOf(time)} comes twice on ${dateOf(time)} in ${placeOf(time)}. Choose which is meant.`;
  return undefined;
}

/** The same time on another clock. */
export function inZone(time: WallTime, timeZone: string): WallTime {
  if (time.timeZone === timeZone) return time;
  const instant = instantOf(time);
  return instant === undefined ? { ...time, timeZone, pass: "" } : wallTimeOf(instant, timeZone);
}

/** "02:30", with seconds where they are not 0. */
export const clockOf = ({ text }: WallTime) => text.slice(11).replace(/^(\d\d:\d\d):00$/, "$1");
const dateOf = ({ text }: WallTime) => dates.format(Date.parse(`${text}Z`));
const placeOf = ({ timeZone }: WallTime) =>
  (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");

const dates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "long",
  year: "numeric",
});

const iso = (ms: number) => new Date(ms).toISOString();
/** `2026-03-29T02:30`, with seconds where they are not 0. */
const textOf = (wallMs: number) =>
  iso(wallMs)
    .slice(0, -1)
    .replace(/(?::00)?\.000$/, "");
