import { parseDefinition, type ScheduleDefinition } from "./stored-schedule.ts";

const MOST_KEPT = 10_000;

/** What of a definition its fires go by. */
export type FiredDefinition = Pick<ScheduleDefinition, "timing">;

/** Definitions as they are stored, each parsed once: schedules that fire together are often alike. */
export class Definitions {
  readonly #kept = new Map<string, FiredDefinition | null>();

  /** Null for what is none. */
  of(text: string): FiredDefinition | null {
    let definition = this.#kept.get(text);
    if (definition === undefined) {
      definition = parsed(text);
      if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
      this.#kept.set(text, definition);
    }
    return definition;
  }
}

function parsed(text: string): FiredDefinition | null {
  try {
    return parseDefinition(text);
  } catch {
    return null;
  }
}
