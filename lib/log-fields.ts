import { isSecretName } from "./jobs/secret-names.ts";
import { HIDDEN, maskText } from "./jobs/secret-text.ts";
import { pino } from "pino";

const MOST_DEPTH = 6;

/** What a log line may say of a value. */
export function fieldShown(value: unknown, name = "", depth = 0): unknown {
  if (typeof value === "string") return isSecretName(name) ? HIDDEN : maskText(value);
  if (typeof value !== "object" || value === null)
    return isSecretName(name) && value !== undefined && value !== null ? HIDDEN : value;
  if (isSecretName(name)) return HIDDEN;
  if (value instanceof Error) return errorShown(value);
  if (depth === MOST_DEPTH) return "…";
  if (Array.isArray(value)) return value.map((each) => fieldShown(each, "", depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, fieldShown(each, key, depth + 1)]),
  );
}

/** What it was, said and stands at. Of what libraries put into an error only plain values: ioredis adds the command, arguments and all. */
export function errorShown(error: Error): Record<string, unknown> {
  const serialised = pino.stdSerializers.err(error) as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(serialised)
      .filter(([, value]) => typeof value !== "object" || value === null)
      .map(([name, value]) => [name, fieldShown(value, name)]),
  );
}
