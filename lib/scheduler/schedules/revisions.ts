import { askedOf } from "../../api/asked.ts";
import { changesOf } from "../../api/changes.ts";
import type { PutSchedule } from "../../api/schedule-definition.ts";
import type { RevisionList } from "../../api/schedules.ts";
import { notFound } from "../../errors.ts";
import type { RevisionCopy, RevisionRecord } from "../../queue/stored-schedule.ts";
import type { Redactor } from "../redactor.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { storedSchedule } from "./read.ts";

/** What a schedule was, and who changed what; the newest first. */
export async function listRevisions(store: Store, id: string): Promise<RevisionList> {
  const { redactor } = store;
  const records = await revisionsOf(store, id);
  await redactor.know(records.map(({ c }) => c.job));
  const kept = records.map(({ c }) => askedOf(c));
  const shown = records.map(({ c }) => definitionShown(c, redactor));
  const changesBetween = (before: number, after: number) =>
    changesOf(kept[before]!, kept[after]!, { before: shown[before]!, after: shown[after]! });
  return {
    items: records.map((record, index) => ({
      revision: record.r,
      at: iso(record.d),
      by: decodeURIComponent(record.b),
      how: record.h,
      definition: shown[index]!,
      changes: index + 1 < records.length ? changesBetween(index + 1, index) : [],
      restoring: changesBetween(0, index),
    })),
  };
}

/** As it was, its secrets too. @throws CarillonError not_found */
export async function readRevision(
  store: Store,
  id: string,
  revision: number,
): Promise<RevisionCopy> {
  const found = (await revisionsOf(store, id)).find(({ r }) => r === revision);
  if (!found) throw notFound(`revision ${revision} of the periodic job`, id);
  return found.c;
}

async function revisionsOf(store: Store, id: string): Promise<RevisionRecord[]> {
  const { queue } = await storedSchedule(store, id);
  return store.scheduleReads(queue).revisions(id);
}

function definitionShown(copy: RevisionCopy, redactor: Redactor): PutSchedule {
  const { job: n, args: a, hidden: h } = copy;
  return askedOf({ ...copy, args: redactor.args({ n, a, h }).value });
}
