import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Json } from "@/lib/jobs/json.ts";
import { sameJson } from "../../../../_form/asked/untouched.ts";
import { definitionFrom, differing, type Facets, facetsOf } from "./facets.ts";

export type Side = "theirs" | "mine";

/** One thing that has been changed since the edit began: by others, by the one who edits, or by both. */
export interface Difference {
  path: string;
  base: Json | undefined;
  theirs: Json | undefined;
  mine: Json | undefined;
  /** Who alone has changed it, or both alike (then theirs); null where somebody has to choose. */
  only: Side | null;
}

/** Both edits against what they began from. */
export interface Comparison {
  differences: Difference[];
  merge: (choices: Record<string, Side>) => PutSchedule;
}

export function compare(base: PutSchedule, theirs: PutSchedule, mine: PutSchedule): Comparison {
  const [was, there, here] = facetsOf([base, theirs, mine]) as [Facets, Facets, Facets];
  const differences = differing([was, there, here]).map((path): Difference => {
    const values = { base: was[path], theirs: there[path], mine: here[path] };
    return { path, ...values, only: onlySide(values) };
  });
  return {
    differences,
    merge(choices) {
      const merged = { ...there };
      for (const { path, mine: value, only } of differences) {
        if ((choices[path] ?? only) !== "mine") continue;
        if (value === undefined) delete merged[path];
        else merged[path] = value;
      }
      return definitionFrom(merged, base.job);
    },
  };
}

function onlySide({ base, theirs, mine }: Omit<Difference, "path" | "only">): Side | null {
  if (sameJson(theirs, mine) || sameJson(base, mine)) return "theirs";
  return sameJson(base, theirs) ? "mine" : null;
}
