import type { PageSource } from "../queue/page-sources.ts";
import type { PlacedJob } from "../queue/place.ts";
import type { StoredJob } from "../queue/reads.ts";
import type { JobMatcher } from "./job-filter.ts";
import type { Store } from "./store.ts";

/** How far one request looks for jobs that fit a filter without an index, whichever is reached first. */
export interface ScanBudget {
  jobs: number;
  ms: number;
  /** Ms that only ever grow. */
  now: () => number;
}

export const SCAN_BUDGET: ScanBudget = { jobs: 20_000, ms: 250, now: () => performance.now() };

/** A filter that most jobs fit is done with few of them; one that few fit wants many at a time. */
const FIRST_CHUNK = 200;
const LARGEST_CHUNK = 1_000;

interface Scan {
  source: PageSource;
  matcher: JobMatcher;
  /** How many jobs fill the page. */
  limit: number;
  budget: ScanBudget;
}

interface Found {
  jobs: StoredJob[];
  scanned: number;
  /** The last job that was looked at. */
  last: PlacedJob | null;
  isAtEnd: boolean;
}

/** Looks at one job after the other until `limit` are found that fit, all are seen or the budget is spent. */
export async function scanJobs(store: Store, scan: Scan): Promise<Found> {
  const { source, matcher, limit, budget } = scan;
  const untilMs = budget.now() + budget.ms;
  const found: Found = { jobs: [], scanned: 0, last: null, isAtEnd: false };
  let rows: PlacedJob[] = [];
  let isOver = false;
  // Without a scan every job fits, and one more than fills the page tells whether another page follows.
  let chunk = matcher.needsScan ? FIRST_CHUNK : limit + 1;
  while (found.jobs.length < limit && !found.isAtEnd) {
    if (rows.length === 0) {
      const asked = Math.min(chunk, budget.jobs - found.scanned);
      rows = await source.read(asked);
      isOver = rows.length < asked;
      chunk = Math.min(chunk * 2, LARGEST_CHUNK);
    }
    const taken = await take(store, rows, scan, found.jobs);
    found.scanned += taken;
    found.last = rows[taken - 1] ?? found.last;
    rows = rows.slice(taken);
    found.isAtEnd = isOver && rows.length === 0;
    if (found.scanned >= budget.jobs || budget.now() >= untilMs) break;
  }
  return found;
}

/** Adds those of the first rows that fit. Answers how many rows were looked at. */
async function take(
  store: Store,
  rows: PlacedJob[],
  { matcher, limit }: Scan,
  found: StoredJob[],
): Promise<number> {
  const texts = matcher.needsScan ? await glance(store, rows) : null;
  const looked = texts?.length ?? rows.length;
  const candidates = rows.slice(0, looked).flatMap((row, index) => {
    const isOut = texts !== null && !matcher.mayFit(row, texts[index]!);
    return isOut ? [] : [{ row, index }];
  });
  while (candidates.length > 0) {
    const group = candidates.splice(0, limit - found.length);
    const jobs = await loadJobs(
      store,
      group.map(({ row }) => row),
    );
    for (const { row, index } of group) {
      const job = jobs.get(row.localId);
      if (job && matcher.fits(job, timeIn(row, job))) found.push(job);
      if (found.length === limit) return index + 1;
    }
  }
  return looked;
}

/** Where a job has moved on since its place was read, its index says nothing about it any more. */
const timeIn = ({ state, timeMs }: PlacedJob, job: StoredJob) =>
  state === job.state ? (timeMs ?? undefined) : undefined;

/** The texts that the first of these jobs are kept as: of all, unless they are large. */
async function glance(store: Store, rows: PlacedJob[]): Promise<string[]> {
  const read = [...byQueue(rows)].map(async ([queue, ids]) => {
    const texts = await store.reads(queue).glance(ids);
    return [queue, texts.values()] as const;
  });
  const texts = new Map(await Promise.all(read));
  const first: string[] = [];
  for (const { queue } of rows) {
    const next = texts.get(queue)!.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

export async function loadJobs(store: Store, rows: PlacedJob[]): Promise<Map<string, StoredJob>> {
  const read = [...byQueue(rows)].map(([queue, ids]) => store.reads(queue).jobs(ids));
  return new Map((await Promise.all(read)).flat().map((job) => [job.localId, job]));
}

function byQueue(rows: PlacedJob[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { queue, localId } of rows) {
    const group = groups.get(queue);
    if (group) group.push(localId);
    else groups.set(queue, [localId]);
  }
  return groups;
}
