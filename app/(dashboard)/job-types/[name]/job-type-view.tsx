"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { ButtonLink } from "@/app/_ui/button.tsx";
import { JsonCode } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { LimitFacts } from "@/app/_ui/limit-facts.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { JobBackoff } from "@/lib/jobs/backoff.ts";
import type { JobType } from "@/lib/jobs/catalog.ts";
import { NewLink } from "../../_shell/new-link.tsx";

const PLACES: Record<JobType["isolation"], string> = {
  inline: "the executor itself",
  "worker-thread": "a worker thread",
  "child-process": "a child process",
};

export function JobTypeView({ name }: { name: string }) {
  const { data: type, error } = useApi("getJobType", { params: { name } });
  if (!type)
    return error ? (
      <>
        <PageHeader title={name} />
        <Failure title="The job type cannot be read">{error.message}</Failure>
      </>
    ) : (
      <SkeletonRows />
    );
  const { backoff, timeoutMs, executors } = type;
  return (
    <>
      <PageHeader
        title={name}
        about={type.description}
        actions={
          <>
            <ButtonLink href={`/jobs?type=${name}`}>Its jobs</ButtonLink>
            <NewLink query={{ type: name }} look="primary">
              Run it
            </NewLink>
          </>
        }
      />
      <div className="grid gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <Panel title="Unless a job says otherwise" className="self-start">
          <Facts>
            <Fact name="Queue">
              <Link className="underline" href={`/queues/${type.queue}`}>
                {type.queue}
              </Link>
            </Fact>
            <Fact name="Priority">{type.priority} of 9</Fact>
            <Fact name="Attempts">{type.attempts}</Fact>
            <Fact name="Wait before a retry">{waitText(backoff)}</Fact>
            <Fact name="Timeout">{timeoutMs === null ? "none" : durationText(timeoutMs)}</Fact>
            <Fact name="Runs in">
              {PLACES[type.isolation]}
              {type.memoryLimitMb !== null && ` with ${type.memoryLimitMb} MB of heap`}
            </Fact>
            <LimitFacts of={type} />
            <Fact name="Executors that can run it">
              {executors.length === 0 ? (
                <span className="font-medium text-failed">none: its jobs would wait</span>
              ) : (
                executors.join(", ")
              )}
            </Fact>
          </Facts>
        </Panel>
        <Panel title="Arguments" className="self-start">
          <ArgsTable schema={type.argsSchema} />
          <details className="border-t border-line">
            <summary className="px-3.5 py-1.5 text-sm text-ink-3">As JSON Schema</summary>
            <JsonCode value={type.argsSchema} name="JSON Schema of the arguments" />
          </details>
        </Panel>
      </div>
    </>
  );
}

function ArgsTable({ schema }: { schema: JobType["argsSchema"] }) {
  const { properties, required } = schema;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties))
    return null;
  const names = Array.isArray(required) ? required : [];
  return (
    <Table caption="Arguments">
      <Head>
        <Th>Name</Th>
        <Th>Type</Th>
        <Th>Meaning</Th>
      </Head>
      <Body>
        {Object.entries(properties).map(([name, property]) => {
          const { type, description, default: fallback } = property as Record<string, string>;
          return (
            <Row key={name}>
              <Td className="font-mono text-[12.5px]">
                {name}
                {!names.includes(name) && <span className="text-ink-3">?</span>}
              </Td>
              <Td className="text-ink-2">{type ?? "any"}</Td>
              <Td className="w-full max-w-0 py-1 whitespace-normal text-ink-2 max-sm:max-w-full">
                {description}{" "}
                {fallback !== undefined && `${JSON.stringify(fallback)} when left out.`}
              </Td>
            </Row>
          );
        })}
      </Body>
    </Table>
  );
}

function waitText({ kind, delayMs, maxDelayMs }: JobBackoff): string {
  if (kind === "custom") return "as its own code says";
  if (kind === "fixed") return durationText(delayMs);
  return `${durationText(delayMs)}, doubling up to ${durationText(maxDelayMs)}`;
}
