export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
export const DAY_NAMES = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;
const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
  [1, "ms"],
] as const;

/** A length of time in the largest unit that leaves no rest: "90 s", "2 days". */
export function interval(ms: number): string {
  const [size, unit] = UNITS.find(([candidate]) => ms % candidate === 0)!;
  const count = ms / size;
  return unit === "day" && count !== 1 ? `${count} days` : `${count} ${unit}`;
}

/** An instant on the clock of UTC, no finer than it is: "24 Dec 2026 at 18:00 UTC". */
export function moment(ms: number): string {
  return `${shortDate(ms)} at ${clock(ms)} UTC`;
}

/** The time of day of a wall time, no finer than it is: "02:30". */
export function clock(wallMs: number): string {
  return timeOfDay(wallMs).replace(/(:00)?\.000$/, "");
}

/** "29 March 2026". */
export function longDate(wallMs: number): string {
  const date = new Date(wallMs);
  return `${date.getUTCDate()} ${MONTH_NAMES[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "24 Dec 2026". */
function shortDate(wallMs: number): string {
  const date = new Date(wallMs);
  const month = MONTH_NAMES[date.getUTCMonth()]!.slice(0, 3);
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

/** A wall time in full, as wide as any other: "Sun 29 Mar 2026 03:00:00". */
export function wallText(wallMs: number): string {
  const day = DAY_NAMES[new Date(wallMs).getUTCDay()]!.slice(0, 3);
  const seconds = timeOfDay(wallMs).replace(/\.000$/, "");
  return `${day} ${shortDate(wallMs).padStart(11, "0")} ${seconds}`;
}

const timeOfDay = (wallMs: number) => new Date(wallMs).toISOString().slice(-13, -1);
