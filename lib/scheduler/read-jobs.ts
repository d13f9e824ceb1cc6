import type { JobPage, ListJobs, LogPage } from "../api/jobs.ts";
import { invalidField, notFound } from "../errors.ts";
import { LogLine } from "../jobs/job.ts";
import { JOB_STATES, type JobState } from "../jobs/states.ts";
import { decodePlace, encodePlace, type PlacedJob } from "../queue/pages.ts";
import type { StoredJob } from "../queue/reads.ts";
import { addressOf } from "./change-jobs.ts";
import { fits, needsScan } from "./job-filter.ts";
import { iso, presentSummary } from "./present.ts";
import type { Store } from "./store.ts";

const DEFAULT_LIMIT = 50;
/** How many jobs one request looks at when a filter has no index; the page says how far it came. */
const MOST_SCANNED = 2_000;
const SCAN_CHUNK = 200;

export async function listJobs(store: Store, query: Partial<ListJobs>): Promise<JobPage> {
  const { state, queue, cursor, limit = DEFAULT_LIMIT } = query;
  const place = cursor === undefined ? null : decodePlace(cursor);
  if (cursor !== undefined && !place)
    throw invalidField("cursor", "is none that a page gave; begin without one");
  const queues = queue === undefined ? await store.registry.queues() : [queue];
  const pages = store.pages(queues, state);
  const isFiltered = needsScan(query);

  const found: StoredJob[] = [];
  let after = place;
  let scanned = 0;
  let atEnd = false;
  while (found.length < limit && scanned < MOST_SCANNED && !atEnd) {
    const want = isFiltered ? SCAN_CHUNK : limit - found.length;
    const placed = await pages.read(after, want);
    atEnd = placed.length < want;
    const jobs = await load(store, placed);
    for (const at of placed) {
      if (found.length === limit) {
        atEnd = false;
        break;
      }
      scanned++;
      after = at.place;
      const job = jobs.get(at.localId);
      if (job && fits(job, query)) found.push(job);
    }
  }
  return {
    items: found.map(presentSummary),
    nextCursor: atEnd || !after ? null : encodePlace(after),
    total: isFiltered ? null : await countJobs(store, queues, state),
    scanned,
    now: iso(store.clock.now()),
  };
}

/** What is known of the jobs at their places; those that are gone meanwhile are left out. */
export async function load(store: Store, placed: PlacedJob[]): Promise<Map<string, StoredJob>> {
  const byQueue = new Map<string, string[]>();
  for (const { queue, localId } of placed)
    byQueue.set(queue, [...(byQueue.get(queue) ?? []), localId]);
  const lists = await Promise.all([...byQueue].map(([queue, ids]) => store.reads(queue).jobs(ids)));
  return new Map(lists.flat().map((job) => [job.localId, job]));
}

async function countJobs(
  store: Store,
  queues: string[],
  state: ListJobs["state"],
): Promise<number> {
  const counts = await Promise.all(queues.map((queue) => store.reads(queue).counts()));
  const states: readonly JobState[] = state === undefined ? JOB_STATES : [state];
  let total = 0;
  for (const count of counts) for (const name of states) total += count[name];
  return total;
}

export async function readLogs(store: Store, id: string): Promise<LogPage> {
  const { queue, localId } = addressOf(id);
  const reads = store.reads(queue);
  const [[job], lines] = await Promise.all([reads.jobs([localId]), reads.logs(localId)]);
  if (!job) throw notFound("job", id);
  const items = lines.map((line) => LogLine.parse(JSON.parse(line)));
  return { items, total: items.length };
}
