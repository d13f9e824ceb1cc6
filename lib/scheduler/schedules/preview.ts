import type { Preview, PreviewSchedule } from "../../api/schedule-definition.ts";
import { firstWatermark, preview, validateTiming } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { refuse, timingOf } from "../../jobs/schedule-timing.ts";

/** The next runs of a trigger, by the code that fires it. */
export function previewSchedule(store: Store, { from, count, ...input }: PreviewSchedule): Preview {
  const timing = timingOf(input);
  const nowMs = store.clock.now();
  const anchorMs = from === undefined ? nowMs : Date.parse(from);
  try {
    validateTiming(timing, nowMs);
    // As it begins: what runs at once is the first row.
    const fromMs = firstWatermark(timing, anchorMs);
    const { description, items, notes } = preview(timing, { fromMs, anchorMs, count });
    return {
      description,
      items: items.map(({ atMs, local, note }) => ({ at: iso(atMs), local, note })),
      notes,
    };
  } catch (error) {
    refuse(error);
  }
}
