"use client";
import { Pause } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useClock } from "@/app/_live/clock.tsx";
import { Ago, Since } from "@/app/_live/times.tsx";
import { useAction, useApi } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { jobStateWord } from "@/app/_ui/states.tsx";
import type { Queue } from "@/lib/api/system.ts";
import { JOB_STATES } from "@/lib/jobs/states.ts";
import { JobTable } from "../../jobs/_list/job-table.tsx";
import { QueueStateBadge } from "../_list/queue-state.tsx";
import { LimitsPanel } from "./limits-panel.tsx";

const SHOWN_JOBS = 10;
const HOUR_MS = 3_600_000;
const PAUSES = [
  ["until somebody resumes it", 0],
  ["15 minutes", HOUR_MS / 4],
  ["1 hour", HOUR_MS],
  ["8 hours", 8 * HOUR_MS],
] as const;

export function QueueView({ name }: { name: string }) {
  const { data: queue, error } = useApi("getQueue", { params: { name } });
  const { data: jobs } = useApi("listJobs", { query: { queue: name, limit: SHOWN_JOBS } });
  if (!queue)
    return error ? (
      <>
        <PageHeader title={name} />
        <Failure title="The queue cannot be read">{error.message}</Failure>
      </>
    ) : (
      <SkeletonRows />
    );
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {name}
            <span className="text-base">
              <QueueStateBadge queue={queue} />
            </span>
          </span>
        }
        tab={`Queue ${name}`}
        about={<Sentence queue={queue} />}
        actions={<QueueActions queue={queue} />}
      />
      <div className="flex flex-col gap-4">
        <Panel title="Jobs">
          <Facts>
            {JOB_STATES.map((state) => (
              <Fact key={state} name={jobStateWord(state)}>
                <Link className="underline" href={`/jobs?queue=${name}&state=${state}`}>
                  {countText(queue.counts[state])}
                </Link>
              </Fact>
            ))}
          </Facts>
        </Panel>
        <LimitsPanel queue={queue} />
        <Panel title="Executors that serve it">
          {queue.executors.length === 0 ? (
            <Empty title="None is alive: nothing of this queue starts">
              <code className="font-mono">npm run executor</code>
            </Empty>
          ) : (
            <ul className="flex flex-col">
              {queue.executors.map((id) => (
                <li key={id} className="border-b border-line px-3.5 py-1.5 last:border-0">
                  <Link className="underline" href={`/workers/${encodeURIComponent(id)}`}>
                    {id}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel
          title="Newest jobs"
          aside={
            <Link className="underline" href={`/jobs?queue=${name}`}>
              all of them
            </Link>
          }
        >
          {!jobs ? (
            <SkeletonRows rows={4} />
          ) : jobs.items.length === 0 ? (
            <Empty title="None is kept" />
          ) : (
            <JobTable caption={`Newest jobs of ${name}`} jobs={jobs.items} isShort />
          )}
        </Panel>
      </div>
    </>
  );
}

function Sentence({ queue: { pause, counts, oldestReadyAt, executors } }: { queue: Queue }) {
  if (pause)
    return (
      <>
        {pause.by} paused it <Ago at={pause.at} />
        {pause.reason !== null && ` (${pause.reason})`}
        {pause.until !== null && (
          <>
            ; it opens by itself <Ago at={pause.until} />
          </>
        )}
        . {waitText(counts.ready)}; what runs may finish.
      </>
    );
  return (
    <>
      {waitText(counts.ready)}
      {oldestReadyAt !== null && (
        <>
          , the oldest for <Since at={oldestReadyAt} />
        </>
      )}
      ; {countText(counts.running)} {counts.running === 1 ? "runs" : "run"};{" "}
      {plural(executors.length, "executor")}.
    </>
  );
}

const waitText = (count: number) => `${plural(count, "job")} ${count === 1 ? "waits" : "wait"}`;

function QueueActions({ queue: { name, pause } }: { queue: Queue }) {
  const pausing = useAction("pauseQueue");
  const resuming = useAction("resumeQueue");
  const clock = useClock();
  const [reason, setReason] = useState("");
  const [lengthMs, setLengthMs] = useState(0);
  const refusal = useRefusal("queues:change", name);
  const params = { name };
  if (pause)
    return (
      <Button
        look="primary"
        refusal={refusal}
        disabled={resuming.isBusy}
        onClick={() =>
          void resuming.run(
            { params },
            { done: `The queue ${name} is open again.`, failed: "The queue was not resumed" },
          )
        }
      >
        Resume
      </Button>
    );
  return (
    <Confirm
      trigger={
        <>
          <Pause aria-hidden size={14} /> Pause
        </>
      }
      triggerLook="quiet"
      title={`Pause the queue ${name}?`}
      action="Pause the queue"
      refusal={refusal}
      onConfirm={async () =>
        (await pausing.run(
          {
            params,
            body: {
              ...(reason.trim() !== "" && { reason }),
              ...(lengthMs > 0 && { until: new Date(clock.now() + lengthMs).toISOString() }),
            },
          },
          { done: `The queue ${name} is paused.`, failed: "The queue was not paused" },
        )) !== undefined
      }
    >
      <p>
        Nothing of it starts until it is resumed. What runs may finish; jobs are still taken in.
      </p>
      <Field label="For how long">
        {(wiring) => (
          <Select
            {...wiring}
            value={lengthMs}
            onChange={({ target }) => setLengthMs(Number(target.value))}
          >
            {PAUSES.map(([words, ms]) => (
              <option key={ms} value={ms}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Why" optional hint="Stands on the queue, for those who wonder.">
        {(wiring) => (
          <TextInput
            {...wiring}
            maxLength={200}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </Confirm>
  );
}
