"use client";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { Empty } from "@/app/_ui/notices.tsx";
import { jobStateWord } from "@/app/_ui/states.tsx";
import type { JobPage } from "@/lib/api/jobs.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { NewLink } from "../../_shell/new-link.tsx";
import { Looked } from "./extent.tsx";
import type { JobListQuery } from "./job-list-query.ts";

interface NoJobsProps {
  query: JobListQuery;
  page: JobPage;
  clear: () => void;
  goOn: () => void;
}

/** None yet, none that fits, or none as far as was looked. */
export function NoJobs({ query, page, clear, goOn }: NoJobsProps) {
  const { timeZone } = useZone();
  const words = filterWords(query, timeZone);
  if (page.nextCursor !== null)
    return (
      <Empty title="None so far">
        <p>
          <Looked page={page} query={query} />
        </p>
        <Button look="primary" onClick={goOn}>
          Keep looking
        </Button>
      </Empty>
    );
  if (words.length > 0)
    return (
      <Empty title="No job fits these filters">
        <p className="[overflow-wrap:anywhere]">{words.join(" · ")}</p>
        <Button onClick={clear}>Clear the filters</Button>
      </Empty>
    );
  return (
    <Empty title={emptyTitle(query.state)}>
      {(query.state === undefined || query.state === "scheduled") && (
        <>
          <p>Create one here, or from a program with the SchedulerService.</p>
          <NewLink look="primary">New job</NewLink>
        </>
      )}
    </Empty>
  );
}

function filterWords(query: JobListQuery, timeZone: string): string[] {
  const { q, queue, type, tag, schedule, from, to } = query;
  const words: [string, string | undefined][] = [
    ["search", q],
    ["queue", queue],
    ["job type", type],
    ["tag", tag],
    ["periodic job", schedule],
    ["from", from && instantText(from, timeZone)],
    ["to", to && instantText(to, timeZone)],
  ];
  return words.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
}

function emptyTitle(state: JobState | undefined): string {
  if (state === undefined) return "There are no jobs yet";
  if (state === "failed") return "No job has failed";
  return `No job is ${jobStateWord(state).toLowerCase()}`;
}
