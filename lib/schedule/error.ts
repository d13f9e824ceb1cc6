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

export function shown(value: unknown): string {
  const text = typeof value === "string" ? `"${value}"` : String(value);
  return text.length > MOST_SHOWN_CHARS ? `${text.slice(0, MOST_SHOWN_CHARS)}…` : text;
}
