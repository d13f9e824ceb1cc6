import type { JobError } from "../jobs/job.ts";

const MOST_MESSAGE_CHARS = 4_000;
const MOST_STACK_CHARS = 16_000;

/** Turns whatever a handler threw, `undefined`, a symbol or a circular object too, into something that can be kept. */
export function describeError(thrown: unknown): JobError {
  try {
    return readError(thrown);
  } catch {
    // Its own getters throw. The job has failed all the same.
    return { name: "Thrown", message: "A job threw something that cannot be read." };
  }
}

function readError(thrown: unknown): JobError {
  if (thrown instanceof Error) {
    return {
      name: cut(textOf(thrown.name) || "Error", 200),
      message: cut(textOf(thrown.message), MOST_MESSAGE_CHARS),
      stack:
        typeof thrown.stack === "string"
          ? cut(stackWithCauses(thrown), MOST_STACK_CHARS)
          : undefined,
    };
  }
  return {
    name: "Thrown",
    message: cut(`A job threw ${textOf(thrown)}, which is no Error.`, MOST_MESSAGE_CHARS),
  };
}

function stackWithCauses(error: Error): string {
  const parts: string[] = [];
  for (
    let current: unknown = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth++
  ) {
    parts.push((depth > 0 ? "Caused by: " : "") + textOf(current.stack ?? current.message));
  }
  return parts.join("\n");
}

function textOf(value: unknown): string {
  try {
    return typeof value === "object" && value !== null
      ? (JSON.stringify(value) ?? Object.prototype.toString.call(value))
      : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, most)}… (${text.length - most} more characters)`;
}
