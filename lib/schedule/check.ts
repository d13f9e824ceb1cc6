import type { z } from "zod";
import { ScheduleError, shown } from "./error.ts";

const INSTANT = "an instant in ms UTC, 0 to 253,402,300,799,999 (the year 9999)";
const INTERVAL = "100 to 315,360,000,000 ms (ten years)";

/** What a field may hold, in words; the schemas hold them to it. */
const LEGAL: Record<string, string> = {
  trigger: "an object with a kind",
  kind: "one of every, cron and afterEnd; now, at or in for a job that runs once",
  everyMs: INTERVAL,
  delayMs: INTERVAL,
  ms: "0 to 315,360,000,000 ms (ten years)",
  at: INSTANT,
  startAt: INSTANT,
  endAt: INSTANT,
  anchor: `"start", "epoch" or ${INSTANT}`,
  immediately: "true or false",
  expression: "a cron expression",
  timeZone: "the name of a place, such as Europe/Berlin, or UTC",
  limit: "1 to 1,000,000,000",
  jitterMs: "0 to 86,400,000 ms (a day)",
  overlap: "skip, allow, queueOne, queueAll or cancelRunning",
  "missed.policy": "latest, all or skip",
  "missed.windowMs": "0 to 315,360,000,000 ms (ten years)",
  "missed.max": "1 to 1,000",
  pauseAfterFailures: "0 to 1,000",
};

/**
 * Holds a value to a schema.
 * @throws ScheduleError that names the field, the value and what is legal
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
  const field = path.filter((key) => key !== "trigger").join(".") || "trigger";
  const given = path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  if (issue.code === "unrecognized_keys")
    throw new ScheduleError(
      field,
      given,
      "the fields that are known",
      `There is no field ${field}`,
    );
  const problem = `The field ${field} cannot be ${shown(given)}`;
  throw new ScheduleError(field, given, LEGAL[field] ?? issue.message, problem);
}
