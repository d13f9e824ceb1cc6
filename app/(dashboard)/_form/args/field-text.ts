import type { Json } from "@/lib/jobs/json.ts";
import type { FieldKind, Value } from "./schema.ts";

export const showJson = (value: Json) =>
  typeof value === "string" ? value : JSON.stringify(value);

/** What an input shows for a value. */
export const textOf = (value: Value) =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

export const textOrLeftOut = (text: string, isRequired: boolean): Value =>
  text === "" && !isRequired ? undefined : text;

/** What is no number stays as it was typed: the server says what is wrong with it. */
export function numberFrom(text: string): Value {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text.trim() ? number : text;
}

/** What the schema puts in the place of nothing. */
export const whenEmpty = ({ fallback }: FieldKind) =>
  fallback === undefined ? "" : `${showJson(fallback)} when left out`;

/** What a select says while nothing is chosen. */
export const whenNotChosen = (isRequired: boolean) => (isRequired ? "Choose" : "left out");

export function rangeText({ least, most }: { least?: number; most?: number }): string {
  const [from, to] = [boundText(least), boundText(most)];
  if (from !== null && to !== null) return `${from} to ${to}.`;
  if (from !== null) return `${from} or more.`;
  return to === null ? "" : `${to} at most.`;
}

/** The bound that every whole number has is not worth a word. */
const boundText = (bound: number | undefined) =>
  bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER
    ? null
    : bound.toLocaleString("en");
