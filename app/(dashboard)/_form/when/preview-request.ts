import { definitionOf } from "@/lib/api/asked.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { spanBody } from "../asked/asked-timing.ts";
import { triggerBody } from "../asked/asked-trigger.ts";
import type { FormState } from "../asked/form-state.ts";
import { noNote } from "../asked/note.ts";
import type { Body } from "../asked/request.ts";
import { sameJson } from "../asked/untouched.ts";

/** What plans the times, and nothing else of a definition. */
const PLAN_FIELDS = [
  "every",
  "cron",
  "timeZone",
  "afterEnd",
  "anchor",
  "immediately",
  "startAt",
  "endAt",
];

export const planOf = (definition: object): Body =>
  Object.fromEntries(Object.entries(definition).filter(([name]) => PLAN_FIELDS.includes(name)));

/** What plans the times as it is typed so far; null while that is not enough to plan any. */
export function typedPlan(form: FormState): Body | null {
  const plan = { ...triggerBody(form, noNote), ...spanBody(form, noNote) };
  const hasTrigger = plan.every ?? plan.afterEnd ?? (plan.cron?.trim() || undefined);
  return hasTrigger === undefined ? null : (JSON.parse(JSON.stringify(plan)) as Body);
}

/** What to ask the preview for. An edit begins nothing anew: a plan that stays counts from where it did. */
export function previewOf(plan: Body, edited: Schedule | undefined, nowMs: number): Body {
  if (!edited) return plan;
  const { immediately: _, ...rest } = plan;
  const hasBegun = typeof plan.startAt !== "string" || Date.parse(plan.startAt) <= nowMs;
  if (!hasBegun) return plan;
  // One that has ended is planned anew, whatever is changed.
  const isKept = edited.state !== "ended" && sameJson(plan, planOf(definitionOf(edited)));
  const [planned] = edited.next;
  if (isKept && plan.afterEnd !== undefined && planned !== undefined)
    return { ...rest, startAt: planned, immediately: true };
  const countsFromCreation =
    plan.every !== undefined && plan.anchor === undefined && plan.startAt === undefined;
  return isKept && countsFromCreation ? { ...rest, anchor: edited.plannedFrom } : rest;
}

/** Why the next time of an edited periodic job is not known yet; null when it is. */
export function awaitedText(plan: Body, edited: Schedule | undefined): string | null {
  if (plan.afterEnd === undefined || !edited) return null;
  if (edited.state === "paused") return "The next run is planned once it is resumed.";
  if (edited.live.length === 0) return null;
  return "The next run is planned once the one that is alive has ended.";
}
