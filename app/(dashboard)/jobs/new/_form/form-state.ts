import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { zoneOf } from "@/lib/schedule/index.ts";
import { startValue, type Value } from "../_args/schema.ts";
import { type AskedLimits, limitsBody, limitsOf, noLimits } from "./asked-limits.ts";
import type { Mode } from "./new-job-query.ts";
import { type Length, lengthField, lengthMs, lengthOf, orAbsent, whole } from "./typed.ts";

/** Everything in the form, as it was typed: nothing is lost by being wrong. */
export interface FormState extends AskedLimits {
  args: Value;
  delay: Length;
  /** `2026-03-29T02:30`, on the clock of the page's zone. */
  at: string;
  trigger: "interval" | "cron";
  every: Length;
  cron: string;
  timeZone: string;
  id: string;
  overlap: "" | "skip" | "allow";
  missed: "" | "latest" | "all" | "skip";
  limit: string;
  queue: string;
  priority: string;
  attempts: string;
  timeout: Length;
  startDeadline: Length;
  tags: string;
}

export function emptyForm(timeZone: string): FormState {
  return {
    args: undefined,
    delay: { amount: "10", unit: "seconds" },
    at: "",
    trigger: "interval",
    every: { amount: "5", unit: "minutes" },
    cron: "0 9 * * 1-5",
    timeZone,
    id: "",
    overlap: "",
    missed: "",
    limit: "",
    queue: "",
    priority: "",
    attempts: "",
    timeout: { amount: "", unit: "seconds" },
    startDeadline: { amount: "", unit: "minutes" },
    tags: "",
    ...noLimits(),
  };
}

/** Begins with what the type's schema requires, or with another job's arguments and options. */
export function formFor(form: FormState, type: JobTypeEntry, from: Job | undefined): FormState {
  if (from?.type !== type.name) return { ...form, args: startValue(type.argsSchema) };
  return {
    ...form,
    args: from.args,
    queue: from.queue === type.queue ? "" : from.queue,
    priority: from.priority === type.priority ? "" : String(from.priority),
    attempts: from.maxAttempts === type.attempts ? "" : String(from.maxAttempts),
    timeout: lengthOf(ownMs(from.timeoutMs, type.timeoutMs), "seconds"),
    startDeadline: lengthOf(ownMs(from.startDeadlineMs, type.startDeadlineMs), "minutes"),
    tags: from.tags.join(", "),
    ...limitsOf(from, type),
  };
}

const ownMs = (ms: number | null, ofTypeMs: number | null) => (ms === ofTypeMs ? null : ms);

type Request = { body: Record<string, unknown>; problems: Record<string, string> };

/** The body to send, and what the form itself knows to be wrong with it. */
export function requestOf(form: FormState, type: string, mode: Mode, pageZone: string): Request {
  const problems: Record<string, string> = {};
  const note = (path: string, problem: string) => {
    problems[path] = problem;
    return undefined;
  };
  const body: Record<string, unknown> = {
    job: type,
    args: form.args ?? {},
    queue: orAbsent(form.queue),
    priority: whole(form.priority),
    attempts: whole(form.attempts),
    timeoutMs: lengthField(form.timeout),
    startDeadlineMs: lengthField(form.startDeadline),
    tags: form.tags.trim() === "" ? undefined : form.tags.split(",").map((tag) => tag.trim()),
    ...limitsBody(form, mode === "periodic"),
  };
  if (mode === "in") {
    body.delayMs = lengthMs(form.delay) ?? note("delayMs", "Say how long, as a number.");
  } else if (mode === "at") {
    const { instant, problem } = instantOf(form.at, pageZone);
    body.runAt = instant ?? note("runAt", problem ?? "Choose a date and a time.");
  } else if (mode === "periodic") {
    Object.assign(body, {
      id: orAbsent(form.id),
      overlap: orAbsent(form.overlap),
      missed: orAbsent(form.missed),
      limit: whole(form.limit),
      ...triggerOf(form, note),
    });
  }
  return { body, problems };
}

export function triggerOf(
  form: FormState,
  note: (path: string, problem: string) => undefined = () => undefined,
): { every?: number; cron?: string; timeZone?: string } {
  if (form.trigger === "interval")
    return { every: lengthMs(form.every) ?? note("every", "Say how often, as a number.") };
  if (form.cron.trim() === "") note("cron", "Give a cron expression, such as 0 9 * * 1-5.");
  return { cron: form.cron, timeZone: form.timeZone.trim() || "UTC" };
}

/** The instant at which the clock of a zone shows a time; where it never does, or twice, that is said. */
export function instantOf(
  local: string,
  timeZone: string,
): { instant?: string; problem?: string; note?: string } {
  const wallMs = Date.parse(`${local}Z`);
  if (Number.isNaN(wallMs)) return {};
  const [first, second] = zoneOf(timeZone).instantsOf(wallMs);
  if (first === undefined)
    return {
      problem: `The clocks of ${timeZone} never show this time: they are put forward over it. Choose another.`,
    };
  return {
    instant: new Date(first).toISOString(),
    ...(second !== undefined && {
      note: `The clocks of ${timeZone} show this time twice. The first is meant.`,
    }),
  };
}
