import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import { LEAST_EVERY_MS, MOST_EVERY_MS } from "@/lib/schedule/index.ts";
import { type Length, lengthMs, lengthOf, lengthText } from "../typed/typed.ts";
import { instantOf, noTime, problemOf, type WallTime, wallTimeOf } from "../typed/wall-time.ts";
import type { Note } from "./note.ts";

export type TriggerKind = "interval" | "cron" | "afterEnd";

/** What plans the times of a periodic job, as it is typed. Each kind keeps what was typed while another is looked at. */
export interface AskedTrigger {
  trigger: TriggerKind;
  every: Length;
  anchor: "start" | "epoch" | "instant";
  anchorAt: WallTime;
  immediately: boolean;
  cron: string;
  timeZone: string;
  afterEnd: Length;
}

type TriggerFields = Pick<
  PutSchedule,
  "every" | "cron" | "timeZone" | "afterEnd" | "anchor" | "immediately"
>;

/** As somebody would have typed what was asked for. */
export function triggerAsked(asked: Partial<TriggerFields>, timeZone: string): AskedTrigger {
  const { every = 300_000, afterEnd = 60_000, anchor = "start" } = asked;
  const isNamed = anchor === "start" || anchor === "epoch";
  return {
    trigger: kindOf(asked),
    every: lengthOf(every, "minutes"),
    anchor: isNamed ? anchor : "instant",
    anchorAt: isNamed ? noTime(timeZone) : wallTimeOf(anchor, timeZone),
    immediately: asked.immediately ?? false,
    cron: asked.cron ?? "0 9 * * 1-5",
    timeZone: asked.timeZone ?? (asked.cron === undefined ? timeZone : "UTC"),
    afterEnd: lengthOf(afterEnd, "minutes"),
  };
}

export function kindOf({ cron, afterEnd }: Partial<TriggerFields>): TriggerKind {
  if (cron !== undefined) return "cron";
  return afterEnd === undefined ? "interval" : "afterEnd";
}

export function triggerBody(form: AskedTrigger, note: Note): TriggerFields {
  switch (form.trigger) {
    case "interval":
      return {
        every: intervalBody("every", form.every, note, "Say how often, as a number."),
        anchor: anchorBody(form, note),
        immediately: form.immediately && form.anchor === "start" ? true : undefined,
      };
    case "cron":
      if (form.cron.trim() === "") note("cron", "Give a cron expression, such as 0 9 * * 1-5.");
      return { cron: form.cron, timeZone: form.timeZone.trim() || "UTC" };
    case "afterEnd":
      return {
        afterEnd: intervalBody("afterEnd", form.afterEnd, note, "Say how long, as a number."),
        immediately: form.immediately || undefined,
      };
  }
}

function intervalBody(path: string, length: Length, note: Note, ask: string): number | undefined {
  const ms = lengthMs(length);
  if (ms === undefined) return note(path, ask);
  if (ms < LEAST_EVERY_MS) note(path, `It must be at least ${lengthText(LEAST_EVERY_MS)}.`);
  if (ms > MOST_EVERY_MS) note(path, `It must be at most ${lengthText(MOST_EVERY_MS)}.`);
  return ms;
}

function anchorBody({ anchor, anchorAt }: AskedTrigger, note: Note): string | undefined {
  if (anchor !== "instant") return anchor === "start" ? undefined : anchor;
  return (
    instantOf(anchorAt) ??
    note("anchor", problemOf(anchorAt) ?? "Choose a date and a time to count from.")
  );
}
