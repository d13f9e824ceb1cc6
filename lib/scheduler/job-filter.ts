import { type JobFilter, MOST_SEARCH_CHARS } from "../api/jobs.ts";
import { invalidField } from "../errors.ts";
import type { JobAddress } from "../jobs/names.ts";
import type { JobState } from "../jobs/states.ts";
import { ulidTimeMs } from "../jobs/ulid.ts";
import type { PlacedJob, TimeRange } from "../queue/place.ts";
import type { StoredJob } from "../queue/reads.ts";
import { type Envelope, parseEnvelope, waitsSinceMs } from "../queue/record.ts";
import { SearchText, type ShownArgs } from "./search-text.ts";

/** @throws CarillonError naming the field that is no instant, or `from` when it is after `to` */
function rangeOf({ from, to }: JobFilter): TimeRange {
  const [fromMs, toMs] = [instantOf("from", from), instantOf("to", to)];
  if (fromMs !== null && toMs !== null && fromMs > toMs)
    throw invalidField("from", "must not be after `to`");
  return { fromMs, toMs };
}

function instantOf(field: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw invalidField(field, "must be an instant: ISO 8601 with a zone");
  return ms;
}

function searchOf(q: string | undefined, shown: ShownArgs): SearchText | null {
  if (q === undefined) return null;
  // Characters as the contract counts them, and not halves of them.
  if (q.trim() === "" || Array.from(q).length > MOST_SEARCH_CHARS)
    throw invalidField(
      "q",
      `must have 1 to ${MOST_SEARCH_CHARS} characters, not all of them blank`,
    );
  return new SearchText(q, shown);
}

const hasTime = ({ from, to }: JobFilter) => from !== undefined || to !== undefined;

/** Ready jobs are ordered by their turn, and running ones by their leases. */
const isOrderedByTime = (state: JobState | undefined) =>
  state !== undefined && state !== "ready" && state !== "running";

/** The time that a job's state is ordered by. */
export function timeOf({ state, localId, envelope, record, dueMs }: StoredJob): number {
  const sinceMs = waitsSinceMs(localId, envelope);
  switch (state) {
    case "scheduled":
      return dueMs ?? sinceMs;
    case "ready":
      return sinceMs;
    case "running":
      return record.startedMs ?? sinceMs;
    case "blocked":
      return ulidTimeMs(localId);
    default:
      return record.finishedMs ?? sinceMs;
  }
}

/** Decides whether jobs fit every field that is given. */
export class JobMatcher {
  /** What is searched for; null without `q`. */
  readonly search: SearchText | null;
  readonly range: TimeRange;
  /** No index answers the filter: each job has to be looked at. */
  readonly needsScan: boolean;
  readonly #filter: JobFilter;
  readonly #needles: string[];

  /**
   * @param shown the arguments as they may be searched: what is hidden is not found either
   * @throws CarillonError for a range of time that is none
   */
  constructor(filter: JobFilter, shown: ShownArgs = ({ a: args }) => args) {
    const { type, tag, schedule, q } = filter;
    this.#filter = filter;
    this.range = rangeOf(filter);
    this.needsScan =
      [type, tag, schedule, q].some((field) => field !== undefined) ||
      (hasTime(filter) && !isOrderedByTime(filter.state));
    this.search = searchOf(q, shown);
    this.#needles = [type && `"${type}"`, tag && `"${tag}"`, schedule && ` ${schedule}`].filter(
      (needle) => needle !== undefined,
    );
  }

  /** Whether a job fits as far as the text tells that it is kept as. Most are turned down without being parsed. */
  mayFit(job: PlacedJob, text: string): boolean {
    if (text === "" || !this.#needles.every((needle) => text.includes(needle))) return false;
    if (this.search?.mayBeIn(job, text) === false) return false;
    const envelope = parseEnvelope(text);
    return (
      this.#fitsEnvelope(job, envelope) &&
      (job.state !== "ready" || this.#isWithin(waitsSinceMs(job.localId, envelope)))
    );
  }

  /** @param timeMs where an index ordered the job, when it was found by one */
  fits(job: StoredJob, timeMs: number = timeOf(job)): boolean {
    const { state, queue } = this.#filter;
    return (
      (state === undefined || job.state === state) &&
      (queue === undefined || job.queue === queue) &&
      this.#isWithin(timeMs) &&
      this.#fitsEnvelope(job, job.envelope)
    );
  }

  #fitsEnvelope(address: JobAddress, envelope: Envelope): boolean {
    const { type, schedule, tag } = this.#filter;
    return (
      (type === undefined || envelope.body.n === type) &&
      (schedule === undefined || envelope.scheduleId === schedule) &&
      (tag === undefined || envelope.body.g?.includes(tag) === true) &&
      (this.search === null || this.search.isOf(address, envelope))
    );
  }

  #isWithin(ms: number): boolean {
    const { fromMs, toMs } = this.range;
    return (fromMs === null || ms >= fromMs) && (toMs === null || ms < toMs);
  }
}
