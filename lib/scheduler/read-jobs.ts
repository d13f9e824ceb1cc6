import { DEFAULT_PAGE, type JobPage, type ListJobs, type LogPage } from "../api/jobs.ts";
import { invalidField, notFound } from "../errors.ts";
import { LogLine } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import { ulidTimeMs } from "../jobs/ulid.ts";
import { decodePlace, encodePlace, type PlacedJob, type SeenPlace } from "../queue/place.ts";
import type { StoredJob } from "../queue/reads.ts";
import { addressOf } from "./read-job.ts";
import { JobMatcher, timeOf } from "./job-filter.ts";
import { iso, presentSummary } from "./present.ts";
import { loadJobs, SCAN_BUDGET, type ScanBudget, scanJobs } from "./scan-jobs.ts";
import type { Store } from "./store.ts";

/** Jobs that fit a filter, a page at a time. Where no index answers it, a page is as far as the budget reaches. */
export async function listJobs(
  store: Store,
  query: Partial<ListJobs>,
  budget: ScanBudget = SCAN_BUDGET,
): Promise<JobPage> {
  const { state, queue, cursor, limit = DEFAULT_PAGE } = query;
  const after = placeOf(cursor);
  const { redactor } = store;
  if (query.q !== undefined) await redactor.knowAll();
  const matcher = new JobMatcher(query, (kept) => redactor.args(kept).value);
  const queues = queue === undefined ? await store.registry.queues() : [queue];
  const pages = store.pages(queues, state, matcher.range);
  const named = after ? [] : await findNamed(store, matcher, queues);
  const [among, found] = await Promise.all([
    pages.count(),
    named.length > 0
      ? { jobs: named, scanned: named.length, last: null, isAtEnd: true }
      : scanJobs(store, { source: pages.walk(after), matcher, limit, budget }),
  ]);
  await redactor.know(found.jobs.map(({ envelope }) => envelope.body.n));
  const scannedInAll = (after?.seen ?? 0) + found.scanned;
  const last = found.last?.place ?? after;
  return {
    items: found.jobs.map((job) => presentSummary(job, redactor)),
    nextCursor: found.isAtEnd || !last ? null : encodePlace(last, scannedInAll),
    total: matcher.needsScan ? null : among,
    among,
    scanned: found.scanned,
    scannedInAll,
    lookedTo: matcher.needsScan && found.last ? await lookedTo(store, found.last) : null,
    now: iso(store.clock.now()),
  };
}

function placeOf(cursor: string | undefined): SeenPlace | null {
  if (cursor === undefined) return null;
  const place = decodePlace(cursor);
  if (!place) throw invalidField("cursor", "is none that a page gave; begin without one");
  return place;
}

/** What is searched for may be the id of a job: then it is looked up. */
async function findNamed(
  store: Store,
  matcher: JobMatcher,
  queues: string[],
): Promise<StoredJob[]> {
  const addresses = matcher.search?.addresses(queues) ?? [];
  const jobs = await Promise.all(
    addresses.map(({ queue, localId }) => store.reads(queue).jobs([localId])),
  );
  return jobs.flat().filter((job) => matcher.fits(job));
}

async function lookedTo(store: Store, last: PlacedJob): Promise<JobPage["lookedTo"]> {
  const { state, localId, timeMs } = last;
  const known = timeMs ?? (await timeOfStored(store, last)) ?? ulidTimeMs(localId);
  return { state, at: iso(known) };
}

async function timeOfStored(store: Store, placed: PlacedJob): Promise<number | null> {
  const job = (await loadJobs(store, [placed])).get(placed.localId);
  return job?.state === placed.state ? timeOf(job) : null;
}

export async function readLogs(store: Store, id: string): Promise<LogPage> {
  const { queue, localId } = addressOf(id);
  const reads = store.reads(queue);
  const [[job], lines, result] = await Promise.all([
    reads.jobs([localId]),
    reads.logs(localId),
    reads.result(localId),
  ]);
  if (!job) throw notFound("job", id);
  const { redactor } = store;
  const { body } = job.envelope;
  await redactor.know([body.n]);
  const { secrets: ofArgs } = redactor.args(body);
  const { secrets } = redactor.result(
    result === null ? null : (JSON.parse(result) as Json),
    ofArgs,
  );
  const items = lines.map((text) => {
    const line = LogLine.parse(JSON.parse(text));
    return { ...line, message: redactor.text(line.message, secrets) };
  });
  return { items, total: items.length };
}
