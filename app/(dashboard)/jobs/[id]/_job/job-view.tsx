"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { At } from "@/app/_live/times.tsx";
import { Code, JsonCode, Mono } from "@/app/_ui/code.tsx";
import { CopyButton } from "@/app/_ui/copy-button.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { LimitFacts } from "@/app/_ui/limit-facts.tsx";
import { uniqueText } from "@/app/_ui/limits.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { ProgressBar } from "@/app/_ui/progress.tsx";
import { retriesText } from "@/app/_ui/retries.ts";
import { JobStateBadge } from "@/app/_ui/states.tsx";
import type { Job } from "@/lib/jobs/job.ts";
import { isFinal } from "@/lib/jobs/states.ts";
import { shortId } from "../../_list/short-id.ts";
import { Attempts } from "./attempts.tsx";
import { BatchPanel } from "./batch-panel.tsx";
import { JobActions } from "./job-actions.tsx";
import { Logs } from "./logs.tsx";
import { ParentsPanel } from "./parents-panel.tsx";
import { StatusSentence } from "./status-sentence.tsx";

export function JobView({ id }: { id: string }) {
  const { data: job, error } = useApi("getJob", { params: { id } });
  if (error?.status === 404 || (!job && error))
    return (
      <>
        <PageHeader title="Job" tab={`Job ${shortId(id)}`} />
        <Failure
          title={error.status === 404 ? "This job is no longer kept" : "The job cannot be read"}
        >
          {error.message}{" "}
          <Link href="/jobs" className="underline">
            All jobs
          </Link>
        </Failure>
      </>
    );
  if (!job) return <SkeletonRows />;
  return (
    <>
      <PageHeader
        title={<Title job={job} />}
        tab={`${job.type} ${shortId(id)}: ${job.state}`}
        about={<StatusSentence job={job} />}
        actions={<JobActions job={job} />}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)] [&>*]:min-w-0">
        <div className="flex flex-col gap-4">
          {job.state === "running" && job.progress && <ProgressPanel job={job} />}
          {job.error && <ErrorPanel job={job} />}
          <ResultPanel job={job} />
          <Logs id={id} />
        </div>
        <div className="flex flex-col gap-4">
          <Panel title="Arguments">
            <JsonCode value={job.args} name="arguments" />
          </Panel>
          <ParentsPanel job={job} />
          {job.batchId !== null && <BatchPanel jobId={id} batchId={job.batchId} />}
          <Attempts job={job} />
          <Details job={job} />
        </div>
      </div>
    </>
  );
}

const Title = ({ job: { id, type, state, cancelRequested } }: { job: Job }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
    {type}
    <span className="text-base">
      <JobStateBadge state={state} isStopping={cancelRequested && !isFinal(state)} />
    </span>
    <span className="flex items-center gap-1 text-base font-normal tracking-normal text-ink-3">
      <Mono>{id}</Mono>
      <CopyButton text={id} name="Copy the id" />
    </span>
  </span>
);

const ProgressPanel = ({ job: { progress, type } }: { job: Job }) => (
  <Panel label="Progress" className="flex items-center gap-3 px-3.5 py-2.5">
    <ProgressBar fraction={progress!.fraction} label={`Progress of ${type}`} />
    <span className="font-medium">{Math.round(progress!.fraction * 100)} %</span>
    <span className="truncate text-ink-2">{progress!.note}</span>
  </Panel>
);

function ErrorPanel({ job: { error, state } }: { job: Job }) {
  const { name, message, stack } = error!;
  return (
    <Panel
      title={state === "failed" ? "Why it failed" : "The newest error"}
      className="border-failed/45"
    >
      <p className="px-3.5 py-2.5 font-medium text-failed [overflow-wrap:anywhere]">
        {name}: {message}
      </p>
      {stack !== undefined && (
        <div className="border-t border-line">
          <Code text={stack} name="stack" />
        </div>
      )}
    </Panel>
  );
}

function ResultPanel({ job: { state, result } }: { job: Job }) {
  if (state !== "succeeded") return null;
  return (
    <Panel title="Result">
      {result === null ? (
        <Empty title="It returned nothing" />
      ) : (
        <JsonCode value={result} name="result" />
      )}
    </Panel>
  );
}

function Details({ job }: { job: Job }) {
  const retries = retriesText(job.backoff, job.maxAttempts);
  const { startedAt, finishedAt, runAt, plannedAt, scheduleId, timeoutMs, tags, worker } = job;
  return (
    <Panel title="Details">
      <Facts>
        <Fact name="Queue">
          <Link className="underline" href={`/queues/${job.queue}`}>
            {job.queue}
          </Link>
        </Fact>
        <Fact name="Job type">
          <Link className="underline" href={`/job-types/${job.type}`}>
            {job.type}
          </Link>
        </Fact>
        {scheduleId !== null && (
          <Fact name="Periodic job">
            <Link className="underline" href={`/schedules/${scheduleId}`}>
              {scheduleId}
            </Link>
          </Fact>
        )}
        <Fact name="Priority">{job.priority} of 9</Fact>
        <Fact name="Attempt">
          {job.attempt} of {job.maxAttempts}
        </Fact>
        {retries !== null && <Fact name="When it fails">{retries}</Fact>}
        <Fact name="Timeout">{timeoutMs === null ? "none" : durationText(timeoutMs)}</Fact>
        {job.unique !== null && <Fact name="Unique key">{uniqueText(job.unique)}</Fact>}
        <LimitFacts of={job} />
        {tags.length > 0 && <Fact name="Tags">{tags.join(", ")}</Fact>}
        {worker !== null && (
          <Fact name="Executor">
            <Link className="underline" href={`/workers/${encodeURIComponent(worker)}`}>
              {worker}
            </Link>
          </Fact>
        )}
        <Fact name="Created">
          <At at={job.createdAt} />
        </Fact>
        {plannedAt !== null && (
          <Fact name="Planned for">
            <At at={plannedAt} />
          </Fact>
        )}
        {runAt !== null && (
          <Fact name="Due">
            <At at={runAt} />
          </Fact>
        )}
        {startedAt !== null && (
          <Fact name="Started">
            <At at={startedAt} />
          </Fact>
        )}
        {finishedAt !== null && (
          <Fact name="Ended">
            <At at={finishedAt} />
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}
