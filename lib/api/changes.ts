import type { Json } from "../jobs/json.ts";
import type { Change } from "./schedules.ts";

/** Which fields differ, each with its path; objects are gone into, lists are compared whole. */
export function changesOf(before: object, after: object, path: string[] = []): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [was, is] = [before, after].map((side) => (side as Record<string, Json>)[name]);
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const inner = [...path, name];
    if (isPlain(was) && isPlain(is)) return changesOf(was, is, inner);
    return [
      {
        path: inner.join("."),
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      },
    ];
  });
}

const isPlain = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
