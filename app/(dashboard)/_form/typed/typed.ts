export const UNITS = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
} as const;
export type Unit = keyof typeof UNITS;

/** A length of time as it is typed. */
export interface Length {
  amount: string;
  unit: Unit;
}

export function lengthMs({ amount, unit }: Length): number | undefined {
  const number = Number(amount.replace(",", "."));
  return amount.trim() === "" || !Number.isFinite(number)
    ? undefined
    : Math.round(number * UNITS[unit]);
}

/** A length as a field of a request: what was typed, for the server to refuse, where it is no number. */
export const lengthField = (length: Length): number | string | undefined =>
  lengthMs(length) ?? orAbsent(length.amount);

/** A length as somebody would have typed it, in the largest unit that it is a whole number of. */
export function lengthOf(ms: number | null | undefined, unit: Unit): Length {
  if (ms === null || ms === undefined) return { amount: "", unit };
  const exact = (Object.keys(UNITS) as Unit[]).findLast((each) => ms % UNITS[each] === 0);
  const best = ms === 0 ? unit : (exact ?? "seconds");
  return { amount: String(ms / UNITS[best]), unit: best };
}

/** "90 seconds", "1 day": to the millisecond. */
export function lengthText(ms: number): string {
  const { amount, unit } = lengthOf(ms, "seconds");
  return `${amount} ${amount === "1" ? unit.slice(0, -1) : unit}`;
}

export const orAbsent = (text: string) => (text.trim() === "" ? undefined : text.trim());

/** A number where it is one; what was typed, for the server to refuse, where it is not. */
export function whole(text: string): number | string | undefined {
  if (text.trim() === "") return undefined;
  return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
}

/** A number as somebody would have typed it. */
export const typedNumber = (value: number | null | undefined) =>
  value === null || value === undefined ? "" : String(value);

/** Nothing, where nothing of a group was said. */
export function begun<Group extends Record<string, unknown>>(group: Group): Group | undefined {
  const isBlank = (value: unknown) => value === undefined || value === "";
  return Object.values(group).every(isBlank) ? undefined : group;
}
