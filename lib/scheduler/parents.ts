import { invalidField } from "../errors.ts";
import { parseJobId } from "../jobs/names.ts";
import type { News, ParentEnd } from "../queue/families.ts";
import type { StateLetter } from "../queue/record.ts";
import type { PlannedJob } from "./plan-job.ts";
import type { Store } from "./store.ts";

const MOST_NEWS_A_CALL = 200;

/**
 * Notes with each parent that a job to be made waits for it, and with the job which of them have ended already. Before the job
 * itself is written: then no end can slip through, and a job that is never written leaves nothing that starts.
 * @param promised ids of parents that the same call is about to make
 * @throws CarillonError invalid_fields for a parent that does not exist
 */
export async function linkParents(
  store: Store,
  planned: PlannedJob,
  promised: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { p: parents = [] } = planned.resolved.body;
  if (parents.length === 0) return;
  const { queue } = planned.resolved;
  const follower = { queue, localId: planned.localId };
  const ended: News[] = [];
  for (const [place, group] of groupsOf(parents, promised)) {
    const [from, are] = place;
    const letters = await store.families(from).follow(
      follower,
      group.map((id) => parseJobId(id)!.localId),
      are,
    );
    for (const [index, letter] of letters.entries()) {
      const parentId = group[index]!;
      if (letter === null && are === "known")
        throw invalidField(`parents.${parents.indexOf(parentId)}`, `There is no job ${parentId}.`);
      const end = endOf(letter);
      if (end) ended.push({ kind: "job", localId: planned.localId, parentId, end, place: "" });
    }
  }
  for (let at = 0; at < ended.length; at += MOST_NEWS_A_CALL)
    await store.families(queue).settle("", ended.slice(at, at + MOST_NEWS_A_CALL));
}

const endOf = (letter: StateLetter | null): ParentEnd | null =>
  letter === "s" || letter === "f" || letter === "c" ? letter : null;

/** Parents by queue, those that exist apart from those that are promised. */
function groupsOf(parents: string[], promised: ReadonlySet<string>) {
  const groups = new Map<string, [place: [string, "known" | "promised"], ids: string[]]>();
  for (const id of parents) {
    const { queue } = parseJobId(id)!;
    const are = promised.has(id) ? "promised" : "known";
    const key = `${are} ${queue}`;
    const group = groups.get(key);
    if (group) group[1].push(id);
    else groups.set(key, [[queue, are], [id]]);
  }
  return [...groups.values()];
}
