import { askedOf } from "../../api/asked.ts";
import { changesOf } from "../../api/changes.ts";
import type { Revision, RevisionList } from "../../api/schedules.ts";
import { notFound } from "../../errors.ts";
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
