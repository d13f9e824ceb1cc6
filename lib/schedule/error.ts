/** A trigger or a policy that cannot be used. Names the field, what was given and what is legal. */
export class ScheduleError extends Error {
  readonly field: string;
  readonly value: unknown;
  readonly legal: string;

  constructor(field: string, value: unknown, legal: string, problem?: string) {
    super(`${problem ?? `${shown(value)} is not usable`}. Use ${legal}.`);
    this.name = "ScheduleError";
    this.field = field;
    this.value = value;
    this.legal = legal;
  }
}

const MOST_SHOWN_CHARS = 40;

/** A value in a sentence: short, on one line, and without calling anything that it brings along. */
export function shown(value: unknown): string {
  if (typeof value === "object" && value !== null)
    return Array.isArray(value) ? "a list" : "an object";
  if (typeof value === "function") return "a function";
  if (typeof value !== "string") return String(value);
  const text = JSON.stringify(value.slice(0, MOST_SHOWN_CHARS));
  return value.length > MOST_SHOWN_CHARS ? `${text.slice(0, -1)}…` : text;
}
