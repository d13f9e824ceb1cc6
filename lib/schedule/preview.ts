import { clockNote } from "./clock-notes.ts";
import { compile } from "./compile.ts";
import { CronTimes } from "./cron-times.ts";
import { interval, wallText } from "./date-words.ts";
import { describe } from "./describe.ts";
import { starNotes } from "./star-notes.ts";
import type { Timing } from "./timing.ts";
import { zoneOf } from "./zone.ts";

export interface PreviewItem {
  atMs: number;
  /** In the trigger's zone: "Sun 29 Mar 2026 03:00:00 CEST". */
  local: string;
  /** What a clock change does to this run, or what follows it. */
  note?: string;
}

export interface PreviewInput {
  fromMs: number;
  anchorMs: number;
  count: number;
}

export interface Preview {
  description: string;
  items: PreviewItem[];
  /** What is worth knowing about the trigger as a whole. */
  notes: string[];
}

/** The next runs, strictly after `fromMs`, by the very code that fires them. */
export function preview(
  timing: Pick<Timing, "trigger" | "startAt" | "endAt">,
  { fromMs, anchorMs, count }: PreviewInput,
): Preview {
  const { trigger } = timing;
  const compiled = compile(timing, { anchorMs });
  const localText = localTextIn(trigger.kind === "cron" ? trigger.timeZone : "UTC");
  const noteOn = notesOf(trigger);
  const items: PreviewItem[] = [];
  let beforeMs = Math.max(fromMs, (timing.startAt ?? fromMs) - 1);
  let atMs = compiled.next(fromMs);
  while (atMs !== null && items.length < count) {
    const note = noteOn(atMs, beforeMs);
    items.push({ atMs, local: localText(atMs), ...(note && { note }) });
    beforeMs = atMs;
    atMs = compiled.next(atMs);
  }
  const notes = trigger.kind === "cron" ? starNotes(trigger.expression) : [];
  return { description: describe(trigger), items, notes };
}

function notesOf(
  trigger: Timing["trigger"],
): (atMs: number, beforeMs: number) => string | undefined {
  switch (trigger.kind) {
    case "every":
      return () => undefined;
    case "afterEnd":
      return () => `then ${interval(trigger.delayMs)} after each run has ended`;
    case "cron": {
      const times = new CronTimes(trigger.expression, trigger.timeZone);
      return (atMs, beforeMs) => clockNote(times, zoneOf(trigger.timeZone), atMs, beforeMs);
    }
  }
}

function localTextIn(timeZone: string): (atMs: number) => string {
  const zone = zoneOf(timeZone);
  const names = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" });
  return (atMs) => {
    const name = names.formatToParts(atMs).find(({ type }) => type === "timeZoneName")!.value;
    return `${wallText(zone.wallAt(atMs))} ${name}`;
  };
}
