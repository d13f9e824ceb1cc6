import type { Preview, PreviewSchedule } from "../../api/schedule-definition.ts";
import { preview, validateTiming } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { refuse, timingOf } from "../../jobs/schedule-timing.ts";

/** The next runs of a trigger, by the code that fires it. */
export function previewSchedule(store: Store, { from, count, ...input }: PreviewSchedule): Preview {
  const timing = timingOf(input);
  const nowMs = store.clock.now();
  const fromMs = from === undefined ? nowMs : Date.parse(from);
  try {
    validateTiming(timing, nowMs);
    const { description, items, notes } = preview(timing, { fromMs, anchorMs: fromMs, count });
    return {
      description,
      items: items.map(({ atMs, local, note }) => ({ at: iso(atMs), local, note })),
      notes,
    };
  } catch (error) {
    refuse(error);
  }
}
