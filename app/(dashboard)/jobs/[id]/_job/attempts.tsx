"use client";
import { Ago } from "@/app/_live/times.tsx";
import { Code } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Empty } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { OutcomeBadge } from "@/app/_ui/states.tsx";
import type { Attempt, Job } from "@/lib/jobs/job.ts";

/** The newest first: what it was given to, how it ended, how long it took, and why it failed. */
export function Attempts({ job: { attempts, state } }: { job: Job }) {
  return (
    <Panel
      title="Attempts"
      aside={attempts.length > 0 && plural(attempts.length, "ended", "ended")}
    >
      {attempts.length === 0 ? (
        <Empty title={state === "running" ? "The first one runs" : "None so far"} />
      ) : (
        <ol reversed>
          {attempts.toReversed().map((attempt) => (
            <AttemptItem key={`${attempt.delivery} ${attempt.finishedAt}`} attempt={attempt} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function AttemptItem({ attempt }: { attempt: Attempt }) {
  const { delivery, outcome, worker, startedAt, finishedAt, error } = attempt;
  return (
    <li className="border-b border-line px-3.5 py-2 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="w-5 text-ink-3">{delivery}</span>
        <OutcomeBadge outcome={outcome} />
        {startedAt !== null && (
          <span>{durationText(Date.parse(finishedAt) - Date.parse(startedAt))}</span>
        )}
        <span className="min-w-0 truncate text-ink-3">{worker}</span>
        <span className="ml-auto text-ink-3">
          <Ago at={finishedAt} />
        </span>
      </div>
      {error && (
        <details className="mt-1">
          <summary className="text-sm text-failed [overflow-wrap:anywhere]">
            {error.message}
          </summary>
          <Code
            text={error.stack ?? `${error.name}: ${error.message}`}
            name={`stack of attempt ${delivery}`}
          />
        </details>
      )}
    </li>
  );
}
