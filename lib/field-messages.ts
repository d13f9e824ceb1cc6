import type { z } from "zod";
import { CarillonError, type FieldProblem } from "./errors.ts";

const TYPES: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  record: "an object",
  tuple: "a list",
  null: "null",
};

const FORMATS: Record<string, string> = {
  url: "a URL, such as https://example.org/path",
  email: "an e-mail address",
  uuid: "a UUID",
  datetime: "an instant with a zone, such as 2026-03-29T02:30:00Z",
  date: "a date, such as 2026-03-29",
};

/** Says what is wrong with a field as a person would: what it must be, after the field's name. For `safeParse`. */
export const fieldMessage: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "is required"
        : `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "too_big":
      return issue.inclusive === false
        ? `must be less than ${issue.maximum}`
        : `must ${sizeOf(issue.origin, "at most", issue.maximum)}`;
    case "too_small":
      if (issue.origin === "string" && Number(issue.minimum) === 1) return "must not be empty";
      return issue.inclusive === false
        ? `must be more than ${issue.minimum}`
        : `must ${sizeOf(issue.origin, "at least", issue.minimum)}`;
    case "invalid_format":
      if (issue.format === "regex") return `must match ${String(issue.pattern)}`;
      return `must be ${FORMATS[issue.format] ?? `of the form ${issue.format}`}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${JSON.stringify(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `has what is not known here: ${issue.keys.join(", ")}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_union":
      return "fits none of its forms";
    default:
      return undefined;
  }
};

function sizeOf(origin: string, bound: string, size: number | bigint): string {
  if (origin === "string") return `have ${bound} ${size} characters`;
  if (origin === "array" || origin === "set") return `have ${bound} ${size} items`;
  return `be ${bound} ${size}`;
}

/** One problem a bad field, its path from the root of the input; what is not known is named itself. */
export function fieldProblems(error: z.ZodError, root: string[] = []): FieldProblem[] {
  return error.issues.flatMap(unwrapped).flatMap((issue) => {
    const path = [...root, ...issue.path.map(String)];
    if (issue.code !== "unrecognized_keys")
      return [{ path: path.join("."), message: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, key].join("."),
      message: "is not known here",
    }));
  });
}

/** What fits one form of a union but for a field within it is told by that field. */
function unwrapped(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const nearest = issue.errors.filter((issues) => issues.every(({ path }) => path.length > 0));
  if (nearest.length !== 1) return [issue];
  return nearest[0]!
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap(unwrapped);
}

/** Nobody mends more at once, and an answer must not be many times what was sent. */
const MOST_FIELDS = 50;

/** Bad fields as one refusal, the first fifty. `root` is where the parsed value stands in the input. */
export function fieldsError(error: z.ZodError, root: string[] = []): CarillonError {
  const fields = fieldProblems(error, root).slice(0, MOST_FIELDS);
  return new CarillonError(
    "invalid_fields",
    fields.map(({ path, message }) => `${path}: ${message}`).join("; "),
    { fields },
  );
}

/** @throws CarillonError invalid_fields with an entry for each bad field */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { error: fieldMessage });
  if (result.success) return result.data;
  throw fieldsError(result.error);
}

/** Says of each bad field what was given, where its message does not: the field, the value and what is legal stand in one sentence. */
export function withValues(error: CarillonError, input: unknown): CarillonError {
  const fields = error.fields.map(({ path, message }) => {
    const value = valueAt(input, path);
    const isSaid =
      value === undefined ||
      says(message, shown(value)) ||
      (typeof value === "string" && value !== "" && message.includes(value));
    if (isSaid) return { path, message };
    const isSentence = message.endsWith(".");
    return {
      path,
      message: isSentence
        ? `${message} It was ${shown(value)}.`
        : `${message}; it was ${shown(value)}`,
    };
  });
  if (fields.length === 0) return error;
  const { code, current } = error;
  const message = fields.map((field) => `${field.path}: ${field.message}`).join("; ");
  return new CarillonError(code, message, { fields, current, cause: error });
}

/** As a word of its own: the 0 of 100 is not meant. */
const says = (message: string, value: string) =>
  new RegExp(`(?<![\\w.])${value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\w.])`).test(
    message,
  );

const valueAt = (input: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      input,
    );

const MOST_SHOWN_CHARS = 40;

function shown(value: unknown): string {
  const isDate = value instanceof Date;
  const text =
    typeof value === "number" || (isDate && Number.isNaN(value.getTime()))
      ? String(value)
      : isDate
        ? value.toISOString()
        : (JSON.stringify(value) ?? typeof value);
  return text.length > MOST_SHOWN_CHARS ? `${text.slice(0, MOST_SHOWN_CHARS)}…` : text;
}
