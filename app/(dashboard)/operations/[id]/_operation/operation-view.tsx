"use client";
import Link from "next/link";
import { useRefusal } from "@/app/_live/access.tsx";
import { Ago, At } from "@/app/_live/times.tsx";
import { useAction, useApi } from "@/app/_live/use-api.ts";
import { useEachSecond } from "@/app/_live/use-each-second.ts";
import { Button, ButtonLink } from "@/app/_ui/button.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { OperationStateBadge } from "@/app/_ui/states.tsx";
import { pathOf } from "@/lib/api/client.ts";
import type { Operation } from "@/lib/api/operations.ts";
import { isOperationOver } from "@/lib/jobs/operation.ts";
import { filterText, jobsHref, OPERATION_WORDS } from "../../_list/operation-words.ts";
import { FailuresPanel } from "./failures-panel.tsx";
import { ProgressPanel } from "./progress-panel.tsx";

export function OperationView({ id }: { id: string }) {
  const { data: operation, error } = useApi("getOperation", { params: { id } });
  const isOver = operation !== undefined && isOperationOver(operation.state);
  useEachSecond(pathOf("getOperation", { params: { id } }), !isOver);
  if (!operation)
    return error ? (
      <>
        <PageHeader title="Bulk operation" />
        <Failure title="The operation cannot be read">{error.message}</Failure>
      </>
    ) : (
      <SkeletonRows />
    );
  const { verb } = OPERATION_WORDS[operation.action];
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {verb} many jobs
            <span className="text-base">
              <OperationStateBadge state={operation.state} />
            </span>
          </span>
        }
        tab={`${verb} many jobs: ${operation.state}`}
        about={<Sentence operation={operation} />}
        actions={
          <>
            <ButtonLink href="/operations">All operations</ButtonLink>
            <ButtonLink href={jobsHref(operation.filter)}>The jobs that fit now</ButtonLink>
            {!isOver && <Abort operation={operation} />}
          </>
        }
      />
      {operation.problem !== null && (
        <Failure title="The operation could not go on" className="mb-4">
          {operation.problem}. What it has changed stays changed.
        </Failure>
      )}
      <div className="flex flex-col gap-4">
        <ProgressPanel operation={operation} />
        {operation.failed > 0 && <FailuresPanel operation={operation} />}
        <Asked operation={operation} />
      </div>
    </>
  );
}

function Abort({ operation: { id, filter } }: { operation: Operation }) {
  const abort = useAction("abortOperation");
  const refusal = useRefusal("jobs:change", filter.queue ?? "*");
  return (
    <Button
      look="danger"
      refusal={refusal}
      disabled={abort.isBusy}
      onClick={() =>
        void abort.run(
          { params: { id } },
          {
            done: "The operation is aborted. What it has changed stays changed.",
            failed: "The operation was not aborted",
          },
        )
      }
    >
      Abort
    </Button>
  );
}

function Sentence({ operation }: { operation: Operation }) {
  const { state, by, createdAt, finishedAt, abortedBy, reason, changed } = operation;
  return (
    <>
      {by} asked for it <Ago at={createdAt} />
      {reason !== null && ` (${reason})`}.{" "}
      {state === "waiting" && "It begins when a scheduler is free."}
      {state === "aborted" && finishedAt !== null && (
        <>
          {abortedBy} stopped it <Ago at={finishedAt} />, after {plural(changed, "job")}.
        </>
      )}
      {state === "done" && finishedAt !== null && (
        <>
          It was done <Ago at={finishedAt} />.
        </>
      )}
    </>
  );
}

function Asked({ operation }: { operation: Operation }) {
  const { id, action, filter, total, by, reason, createdAt, startedAt, finishedAt } = operation;
  return (
    <Panel title="What was asked for">
      <p className="px-3.5 pt-3 [overflow-wrap:anywhere]">
        {OPERATION_WORDS[action].verb} every job with{" "}
        <Link className="underline" href={jobsHref(filter)}>
          <Mono>{filterText(action, filter)}</Mono>
        </Link>
        .
      </p>
      <Facts>
        <Fact name="Jobs that fitted">
          {total === null ? "too many to be counted" : countText(total)}
        </Fact>
        <Fact name="By">{by}</Fact>
        <Fact name="Why">{reason ?? "no reason given"}</Fact>
        <Fact name="Asked for">
          <At at={createdAt} />
        </Fact>
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
        <Fact name="Id">
          <Mono>{id}</Mono>
        </Fact>
      </Facts>
    </Panel>
  );
}
