import type { JobError } from "../jobs/job.ts";

const MOST_NAME_CHARS = 200;
const MOST_MESSAGE_CHARS = 4_000;
const MOST_STACK_CHARS = 12_000;
const MOST_CAUSES = 5;
/** Of JSON, in UTF-8: a character can weigh six bytes there. Each failed attempt of a job keeps an error. */
const MOST_BYTES = 19_000;

/** Turns whatever a handler threw, `undefined`, a symbol or a circular object too, into something that can be kept. */
export function describeError(thrown: unknown): JobError {
  try {
    return fitted(thrown instanceof Error ? ofError(thrown) : ofThrown(thrown));
  } catch {
    // A proxy, say, that refuses even to tell what it is. The job has failed all the same.
    return { name: "Thrown", message: "A job threw something that cannot be read." };
  }
}

function ofThrown(thrown: unknown): JobError {
  return {
    name: "Thrown",
    message: cut(`A job threw ${textOf(() => thrown)}, which is no Error.`, MOST_MESSAGE_CHARS),
  };
}

function ofError(error: Error): JobError {
  return {
    name: cut(textOf(() => error.name) || "Error", MOST_NAME_CHARS),
    message: cut(
      textOf(() => error.message),
      MOST_MESSAGE_CHARS,
    ),
    stack: typeof read(() => error.stack) === "string" ? stackWithCauses(error) : undefined,
  };
}

function stackWithCauses(error: Error): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth <= MOST_CAUSES; depth++) {
    parts.push((depth > 0 ? "Caused by: " : "") + stackOf(current));
    current = causeOf(current);
  }
  return cut(parts.join("\n"), MOST_STACK_CHARS);
}

const causeOf = (error: Error): unknown => read(() => error.cause);

/** A stack begins with the message: a long one is cut, so that the frames below it are seen. */
function stackOf(error: Error): string {
  const stack = textOf(() => error.stack ?? error.message);
  const message = textOf(() => error.message);
  const at = message.length > MOST_MESSAGE_CHARS ? stack.indexOf(message) : -1;
  return at === -1
    ? stack
    : stack.slice(0, at) + cut(message, MOST_MESSAGE_CHARS) + stack.slice(at + message.length);
}

/** Cuts the longer of stack and message in halves until all of it fits. */
function fitted(error: JobError): JobError {
  let { message, stack } = error;
  while (Buffer.byteLength(JSON.stringify({ ...error, message, stack })) > MOST_BYTES) {
    if (stack !== undefined && stack.length >= message.length) stack = halved(stack);
    else message = halved(message);
  }
  return { ...error, message, stack };
}

const halved = (text: string) => `${text.slice(0, Math.floor(text.length / 2))}…`;

/** What a property is, or what there is to say when its getter throws. */
function read(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return "(it cannot be read)";
  }
}

function textOf(get: () => unknown): string {
  const value = read(get);
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
