import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { OneJobOptions } from "@/lib/jobs/options.ts";
import {
  type Length,
  lengthField,
  lengthOf,
  orAbsent,
  typedNumber,
  whole,
} from "../typed/typed.ts";
import { type AskedLimits, limitsAsked, limitsBody } from "./asked-limits.ts";
import { type AskedRetries, retriesAsked, retriesBody } from "./asked-retries.ts";

/** What can be asked for besides the arguments and the time, as it is typed. What is empty is as the job type says. */
export interface AskedOptions extends AskedLimits, AskedRetries {
  queue: string;
  priority: string;
  timeout: Length;
  startDeadline: Length;
  /** Divided by commas. */
  tags: string;
}

/** As somebody would have typed what was asked for. */
export function optionsAsked(options: Partial<OneJobOptions>): AskedOptions {
  return {
    queue: options.queue ?? "",
    priority: typedNumber(options.priority),
    timeout: lengthOf(options.timeoutMs, "seconds"),
    startDeadline: lengthOf(options.startDeadlineMs, "minutes"),
    tags: (options.tags ?? []).join(", "),
    ...retriesAsked(options),
    ...limitsAsked(options),
  };
}

export function optionsBody(
  form: AskedOptions,
  type: JobTypeEntry,
  isPeriodic: boolean,
): Record<string, unknown> {
  return {
    queue: orAbsent(form.queue),
    priority: whole(form.priority),
    ...retriesBody(form, type.backoff),
    timeoutMs: lengthField(form.timeout),
    startDeadlineMs: lengthField(form.startDeadline),
    tags: form.tags.trim() === "" ? undefined : form.tags.split(",").map((tag) => tag.trim()),
    ...limitsBody(form, isPeriodic),
  };
}
