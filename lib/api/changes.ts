import type { Json } from "../jobs/json.ts";
import type { Change } from "./schedules.ts";

/**
 * Which fields differ, each with its path; objects are gone into, lists are compared whole.
 * @param shown what may be told of the two: a secret that differs is told as a change of what hides it
 */
export function changesOf(
  before: object,
  after: object,
  shown: { before: object; after: object } = { before, after },
  path: string[] = [],
): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [was, is, wasShown, isShown] = [before, after, shown.before, shown.after].map(
      (side) => (side as Record<string, Json>)[name],
    );
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const inner = [...path, name];
    if (isPlain(was) && isPlain(is) && isPlain(wasShown) && isPlain(isShown))
      return changesOf(was, is, { before: wasShown, after: isShown }, inner);
    return [
      {
        path: inner.join("."),
        ...(wasShown !== undefined && { before: wasShown }),
        ...(isShown !== undefined && { after: isShown }),
      },
    ];
  });
}

const isPlain = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
