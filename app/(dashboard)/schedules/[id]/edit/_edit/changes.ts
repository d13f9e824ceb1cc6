import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import { differing, type Facets, facetsOf } from "./facets.ts";
import { facetLabel, facetText } from "./facet-words.ts";

/** One thing that an edit changes, in words. */
export interface SaidChange {
  path: string;
  label: string;
  before: string;
  after: string;
}

export function changesBetween(
  before: PutSchedule,
  after: PutSchedule,
  timeZone: string,
): SaidChange[] {
  const [was, is] = facetsOf([before, after]) as [Facets, Facets];
  return differing([was, is]).map((path) => {
    const said = [was[path], is[path]].map((value) => facetText(path, value, timeZone));
    // What words are too coarse for is shown as it is.
    const [from, to] =
      said[0] === said[1] ? [was[path], is[path]].map((value) => JSON.stringify(value)) : said;
    return { path, label: facetLabel(path), before: from!, after: to! };
  });
}
