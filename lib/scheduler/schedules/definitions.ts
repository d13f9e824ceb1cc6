import type { DueSchedule } from "../../queue/due-schedule.ts";
import { parseDefinition, type ScheduleDefinition } from "../../queue/stored-schedule.ts";

const MOST_REMEMBERED = 10_000;

type Planned = Pick<ScheduleDefinition, "timing">;

/** The definitions of schedules that have fired, parsed once for as long as their text stays the same. */
export class Definitions {
  readonly #known = new Map<string, { text: string; definition: Planned }>();

  of({ id, definitionText: text }: DueSchedule): Planned {
    const known = this.#known.get(id);
    if (known?.text === text) return known.definition;
    const definition = parseDefinition(text);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(id, { text, definition });
    return definition;
  }
}
