"use client";
import Link from "next/link";
import { Mono } from "@/app/_ui/code.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { ProgressBar } from "@/app/_ui/progress.tsx";
import { JobStateBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { JobSummary } from "@/lib/jobs/job.ts";
import { JobTime } from "./job-time.tsx";
import { shortId } from "./short-id.ts";

interface JobTableProps {
  caption: string;
  jobs: JobSummary[];
  /** Ids of rows that no longer belong to the list: they stay until the hand has left it. */
  gone?: ReadonlySet<string>;
  /** Leaves out queue, attempt and worker. */
  isShort?: boolean;
}

export function JobTable({ caption, jobs, gone, isShort = false }: JobTableProps) {
  return (
    <Table caption={caption}>
      <Head>
        <Th>State</Th>
        <Th>Job</Th>
        <Th className={isShort ? "max-lg:hidden" : "max-md:hidden"}>Arguments</Th>
        {!isShort && <Th>Queue</Th>}
        {!isShort && <Th numeric>Attempt</Th>}
        <Th numeric>Time</Th>
        {!isShort && <Th className="max-lg:hidden">Worker</Th>}
      </Head>
      <Body>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} isGone={gone?.has(job.id) ?? false} isShort={isShort} />
        ))}
      </Body>
    </Table>
  );
}

function JobRow({ job, isGone, isShort }: { job: JobSummary; isGone: boolean; isShort: boolean }) {
  const { id, state, type, argsPreview, queue, attempt, maxAttempts, progress, worker } = job;
  return (
    <Row
      data-job={id}
      className={classNames("relative hover:bg-sunken", isGone && "opacity-50")}
      title={isGone ? "Left this list" : undefined}
    >
      <Td>
        <JobStateBadge state={state} isStopping={job.cancelRequested && state === "running"} />
      </Td>
      <Td className="max-sm:order-3 max-sm:w-full">
        {/* The link covers its row. */}
        <Link href={`/jobs/${id}`} className="font-medium after:absolute after:inset-0">
          {type} <Mono className="font-normal text-ink-3">{shortId(id)}</Mono>
        </Link>
      </Td>
      <Td
        className={classNames(
          "w-full max-w-0 truncate max-sm:order-5 max-sm:max-w-full",
          isShort ? "max-lg:hidden" : "max-md:hidden max-sm:block",
        )}
      >
        <Mono className={job.errorMessage !== null ? "text-failed" : "text-ink-3"}>
          {job.errorMessage ?? argsPreview}
        </Mono>
      </Td>
      {!isShort && (
        <Td className="max-w-24 truncate max-sm:hidden lg:max-w-40" title={queue}>
          {queue}
        </Td>
      )}
      {!isShort && (
        <Td
          numeric
          className={classNames(
            "max-sm:order-4 max-sm:text-sm max-sm:text-ink-3",
            attempt === 1 && "max-sm:hidden",
          )}
        >
          <span className="sm:hidden">attempt </span>
          {attempt} / {maxAttempts}
        </Td>
      )}
      <Td numeric className="max-sm:order-2 max-sm:ml-auto">
        {state === "running" && progress !== null && (
          <span className="mr-2 max-sm:hidden">
            <ProgressBar fraction={progress.fraction} label={`Progress of ${type}`} />
          </span>
        )}
        <JobTime job={job} />
      </Td>
      {!isShort && <Td className="max-w-40 truncate text-ink-3 max-lg:hidden">{worker}</Td>}
    </Row>
  );
}
