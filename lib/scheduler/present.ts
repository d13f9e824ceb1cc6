import type { Attempt, Job, JobSummary, Parent } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import { jobIdOf } from "../jobs/names.ts";
import { DEFAULT_BACKOFF } from "../jobs/backoff.ts";
import { DEFAULT_ATTEMPTS, DEFAULT_PARENT_FAILURE } from "../jobs/options.ts";
import { ulidTimeMs } from "../jobs/ulid.ts";
import type { Redactor } from "./redactor.ts";
import type { JobDetail, StoredJob } from "../queue/reads.ts";
import type { AttemptRecord, JobBody } from "../queue/record.ts";

const MOST_PREVIEW_CHARS = 2_000;

let lastIso = { ms: 0, text: "1970-01-01T00:00:00.000Z" };

/** ISO 8601 in UTC. Jobs made in bulk share their millisecond, and formatting it was a tenth of making one. */
export function iso(ms: number): string {
  if (ms !== lastIso.ms) lastIso = { ms, text: new Date(ms).toISOString() };
  return lastIso.text;
}
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** @param secrets what the progress of a job may repeat of its arguments */
function shared(
  job: StoredJob,
  redactor: Redactor,
  secrets: string[],
): Omit<JobSummary, "argsPreview" | "errorMessage"> {
  const { envelope, record, state } = job;
  const { body } = envelope;
  const isRunningOrOver = state !== "scheduled" && state !== "ready";
  const failedNow = state === "failed" || state === "scheduled" || state === "ready";
  const maxAttempts = body.m ?? DEFAULT_ATTEMPTS;
  return {
    id: jobIdOf(job),
    queue: job.queue,
    type: body.n,
    state,
    priority: envelope.priority,
    tags: body.g ?? [],
    createdAt: iso(ulidTimeMs(job.localId)),
    runAt: isoOrNull(job.dueMs ?? (envelope.dueMs || null)),
    startedAt: isRunningOrOver ? isoOrNull(record.startedMs) : null,
    finishedAt: isoOrNull(record.finishedMs),
    attempt:
      state === "failed"
        ? Math.max(record.failures, 1)
        : Math.min(record.failures + 1, Math.max(maxAttempts, record.failures)),
    maxAttempts,
    progress: failedNow && state !== "failed" ? null : progressOf(job, redactor, secrets),
    worker: isRunningOrOver ? record.worker : null,
    scheduleId: envelope.scheduleId,
    plannedAt: envelope.scheduleId !== null && envelope.dueMs > 0 ? iso(envelope.dueMs) : null,
    cancelRequested: job.cancelRequestedBy !== null && state === "running",
  };
}

function progressOf({ progress }: StoredJob, redactor: Redactor, secrets: string[]) {
  if (progress?.note === undefined) return progress;
  return { ...progress, note: redactor.text(progress.note, secrets) };
}

export function presentSummary(job: StoredJob, redactor: Redactor): JobSummary {
  const { body } = job.envelope;
  const { value, secrets } = redactor.args(body);
  const text = JSON.stringify(value);
  const showsError = job.state === "failed" || job.record.failures > 0;
  return {
    ...shared(job, redactor, secrets),
    argsPreview: text.length > MOST_PREVIEW_CHARS ? `${text.slice(0, MOST_PREVIEW_CHARS)}…` : text,
    errorMessage:
      showsError && job.state !== "succeeded" && job.lastError
        ? redactor.text(job.lastError.message, secrets)
        : null,
  };
}

export function presentJob(job: JobDetail, parents: Parent[], redactor: Redactor): Job {
  const { value: args, secrets: ofArgs } = redactor.args(job.envelope.body);
  const kept = job.result === null ? null : (JSON.parse(job.result) as Json);
  const { value: result, secrets } = redactor.result(kept, ofArgs);
  const lastError = job.lastError && redactor.error(job.lastError, secrets);
  return {
    ...shared(job, redactor, secrets),
    args,
    timeoutMs: job.envelope.body.t ?? null,
    startDeadlineMs: job.envelope.body.d ?? null,
    ...presentAsked(job.envelope.body),
    parents,
    holdup: job.holdup && {
      kind: job.holdup.kind,
      key: job.holdup.key,
      runningJobs: job.holdup.runningIds.map((localId) => jobIdOf({ queue: job.queue, localId })),
      until: isoOrNull(job.holdup.untilMs),
    },
    attempts: attemptsOf(job).map(({ error, ...attempt }) => ({
      ...attempt,
      error: error && redactor.error(error, secrets),
    })),
    result,
    error: job.state === "succeeded" ? null : lastError,
    cancelledBy: job.state === "cancelled" ? job.record.by : job.cancelRequestedBy,
  };
}

/** What a job asked for, as it is shown. */
export function presentAsked(body: JobBody) {
  return {
    backoff: body.b ?? DEFAULT_BACKOFF,
    unique: body.q ?? null,
    concurrency: body.c ?? null,
    rateLimit: body.r ?? null,
    retention: body.x ?? null,
    onParentFailure: body.o ?? DEFAULT_PARENT_FAILURE,
    batchId: body.i ?? null,
  };
}

/** The attempts on record, and the successful one, which needs no record of its own. */
function attemptsOf(job: JobDetail): Attempt[] {
  const attempts = job.attempts.map(presentAttempt);
  const { record } = job;
  if (job.state === "succeeded" && record.finishedMs !== null) {
    attempts.push({
      delivery: record.delivery,
      outcome: "succeeded",
      worker: record.worker ?? "",
      startedAt: isoOrNull(record.startedMs),
      finishedAt: iso(record.finishedMs),
      error: null,
    });
  }
  return attempts;
}

function presentAttempt(record: AttemptRecord): Attempt {
  return {
    delivery: record.n,
    outcome: record.o,
    worker: record.w,
    startedAt: isoOrNull(record.s),
    finishedAt: iso(record.f),
    error: record.e ?? null,
  };
}
