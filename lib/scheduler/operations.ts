import type { JobFilter } from "../api/jobs.ts";
import {
  type Operation,
  type OperationList,
  type OperationPreview,
  PreviewOperation,
  StartOperation,
} from "../api/operations.ts";
import { conflict, notFound } from "../errors.ts";
import { parsed } from "../field-messages.ts";
import { Operations, type StoredOperation } from "../queue/operations.ts";
import { JobMatcher } from "./job-filter.ts";
import { type Meant, queuesOf, type Spot, statesOf, walk } from "./operation-walk.ts";
import { iso, isoOrNull } from "./present.ts";
import type { Store } from "./store.ts";

const MOST_LISTED = 200;
/** How many jobs are looked at to say how many fit, where a filter has no index. */
const MOST_COUNTED = 10_000;
/** More jobs than were expected are let pass up to here: in a live system some always come. */
const TOLERATED_MORE = 100;
const TOLERATED_SHARE = 0.1;

/** Asks the schedulers to do something to every job that fits; answers at once. */
export async function startOperation(
  store: Store,
  input: StartOperation,
  by: string,
): Promise<Operation> {
  const { action, filter, reason = null, expectedCount } = parsed(StartOperation, input);
  const { count, isWhole, toLook } = await countMeant(store, action, filter);
  if (expectedCount !== undefined && isFarMore(count, expectedCount))
    throw conflict(
      `${count} jobs fit, and ${expectedCount} were expected. Nothing was done: look again, then repeat.`,
    );
  const id = store.newLocalId();
  await operationsOf(store).start({
    id,
    action,
    filter: JSON.stringify(filter),
    hides: store.redactor.isOn,
    reason,
    by,
    total: isWhole ? count : null,
    toLook,
  });
  return readOperation(store, id);
}

/** How many jobs an operation would change, without changing any. */
export async function previewOperation(
  store: Store,
  input: PreviewOperation,
): Promise<OperationPreview> {
  const { action, ...filter } = parsed(PreviewOperation, input);
  return countMeant(store, action, filter);
}

export async function abortOperation(store: Store, id: string, by: string): Promise<Operation> {
  const outcome = await operationsOf(store).abort(id, by);
  if (outcome === "missing") throw notFound("operation", id);
  if (outcome !== "aborted")
    throw conflict(`The operation is ${outcome} already: there is nothing to abort.`);
  return readOperation(store, id);
}

export async function readOperation(store: Store, id: string): Promise<Operation> {
  const operation = await operationsOf(store).get(id);
  if (!operation) throw notFound("operation", id);
  return presentOperation(store, operation);
}

/** The newest first. */
export async function listOperations(store: Store): Promise<OperationList> {
  const operations = await operationsOf(store).newest(MOST_LISTED);
  return {
    items: operations.map((operation) => presentOperation(store, operation)),
    now: iso(store.clock.now()),
  };
}

const operationsOf = ({ redis, prefix }: Store) => new Operations(redis, prefix);

async function countMeant(
  store: Store,
  action: Meant["action"],
  filter: JobFilter,
): Promise<OperationPreview> {
  const queues = await queuesOf(store, filter);
  const matchers = statesOf({ action, filter }).map((state) => ({
    state,
    matcher: new JobMatcher({ ...filter, state }),
  }));
  const counts = await Promise.all(
    matchers.map(({ state, matcher }) => store.pages(queues, state, matcher.range).count()),
  );
  const toLook = counts.reduce((sum, count) => sum + count, 0);
  if (!matchers.some(({ matcher }) => matcher.needsScan))
    return { count: toLook, isWhole: true, toLook };

  const meant = {
    action,
    filter,
    createdMs: Number.POSITIVE_INFINITY,
    redactor: store.redactor,
  };
  let spot: Spot | null = null;
  let looked = 0;
  let count = 0;
  do {
    const found = await walk(store, meant, spot);
    looked += found.looked;
    count += found.jobs.length;
    spot = found.next;
  } while (spot !== null && looked < MOST_COUNTED);
  return { count, isWhole: spot === null, toLook };
}

function isFarMore(count: number, expected: number): boolean {
  return count > expected + Math.max(TOLERATED_MORE, expected * TOLERATED_SHARE);
}

function presentOperation({ redactor, clock }: Store, stored: StoredOperation): Operation {
  const { createdMs, startedMs, finishedMs, counts, cursor: _, hides: __, ...rest } = stored;
  const { q, ...filter } = JSON.parse(stored.filter) as JobFilter;
  const nowMs = clock.now();
  return {
    ...rest,
    ...counts,
    filter: { ...filter, ...(q !== undefined && { q: redactor.text(q) }) },
    reason: redactor.textOrNull(stored.reason),
    problem: redactor.textOrNull(stored.problem),
    failures: stored.failures.map(({ jobId, message }) => ({
      jobId,
      message: redactor.text(message),
    })),
    createdAt: iso(createdMs),
    startedAt: isoOrNull(startedMs),
    finishedAt: isoOrNull(finishedMs),
    rate: startedMs === null ? null : rateOf(counts.changed, (finishedMs ?? nowMs) - startedMs),
    now: iso(nowMs),
  };
}

/** A second, with one digit. */
function rateOf(changed: number, lengthMs: number): number {
  return Math.round((changed / Math.max(lengthMs, 1)) * 10_000) / 10;
}
