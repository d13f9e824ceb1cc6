import type { Json } from "@/lib/jobs/json.ts";
import type { Body } from "./request.ts";

/**
 * Of a request that changes something: what was not touched is as it was, to the last detail that the form does not show.
 * `before` is what the form asks for while it is as it was filled from `base`, `after` what it asks for now.
 */
export function untouchedKept(base: Body, before: Body, after: Body): Body {
  const names = [...new Set([...Object.keys(base), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .map((name) => [name, (sameJson(before[name], after[name]) ? base : after)[name]] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** Whether two JSON values say the same; the order of an object's members says nothing. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
}

function inOrder(_: string, value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([x], [y]) => (x < y ? -1 : 1)));
}
