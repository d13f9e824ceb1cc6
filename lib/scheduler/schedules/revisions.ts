import { askedOf } from "../../api/asked.ts";
import type { Change, Revision, RevisionList } from "../../api/schedules.ts";
import { notFound } from "../../errors.ts";
import type { Json } from "../../jobs/json.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { storedSchedule } from "./read.ts";

/** What a schedule was, and who changed what; the newest first. */
export async function listRevisions(store: Store, id: string): Promise<RevisionList> {
  const { queue } = await storedSchedule(store, id);
  const records = await store.scheduleReads(queue).revisions(id);
  const definitions = records.map(({ c }) => askedOf(c));
  return {
    items: records.map((record, index) => ({
      revision: record.r,
      at: iso(record.d),
      by: decodeURIComponent(record.b),
      how: record.h,
      definition: definitions[index]!,
      changes:
        index + 1 < records.length ? changesOf(definitions[index + 1]!, definitions[index]!) : [],
    })),
  };
}

/** @throws CarillonError not_found */
export async function readRevision(store: Store, id: string, revision: number): Promise<Revision> {
  const { items } = await listRevisions(store, id);
  const found = items.find((item) => item.revision === revision);
  if (!found) throw notFound(`revision ${revision} of the periodic job`, id);
  return found;
}

/** Which fields differ, each with its path; objects are gone into, lists are compared whole. */
function changesOf(before: object, after: object, path: string[] = []): Change[] {
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
