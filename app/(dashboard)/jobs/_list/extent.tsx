"use client";
import { useZone } from "@/app/_live/zone.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { countText, plural } from "@/app/_ui/numbers.ts";
import type { JobPage } from "@/lib/api/jobs.ts";
import { isFinal } from "@/lib/jobs/states.ts";
import type { JobListQuery } from "./job-list-query.ts";

interface ExtentProps {
  page: JobPage;
  query: JobListQuery;
}

/** How many jobs there are, or how far was looked for those that fit. */
export function Extent({ page, query }: ExtentProps) {
  const where = query.queue === undefined ? "in all queues" : `in the queue ${query.queue}`;
  if (page.total === null) return <Looked page={page} query={query} />;
  return (
    <>
      {plural(page.total, "job")} {where}
      {query.cursor !== undefined && ", a later page"}.
    </>
  );
}

/** "Looked at the newest 20,000 of 1,203,331 jobs, back to Tue 24 Nov 2026, 10:41:07 CET." */
export function Looked({ page, query }: ExtentProps) {
  const { timeZone } = useZone();
  const { items, scannedInAll, among, lookedTo, nextCursor } = page;
  const looked = plural(scannedInAll, "job");
  if (nextCursor === null && query.cursor === undefined)
    return (
      <>
        Found {countText(items.length)} among {looked}.
      </>
    );
  if (nextCursor === null) return <>Looked at {looked}, to the last.</>;
  return (
    <>
      Looked at the {orderWord(query)} {countText(scannedInAll)} of {plural(among, "job")}
      {lookedTo !== null && `, ${reachWords(lookedTo, timeZone)}`}.
    </>
  );
}

function orderWord({ state }: JobListQuery): string {
  if (state === undefined) return "first";
  return isFinal(state) ? "newest" : "next";
}

function reachWords({ state, at }: NonNullable<JobPage["lookedTo"]>, timeZone: string): string {
  const time = instantText(at, timeZone);
  switch (state) {
    case "scheduled":
      return `up to those due ${time}`;
    case "ready":
      return `up to one that waits since ${time}`;
    case "running":
      return `up to one that runs since ${time}`;
    case "blocked":
      return `up to those of ${time}`;
    default:
      return `back to ${time}`;
  }
}
