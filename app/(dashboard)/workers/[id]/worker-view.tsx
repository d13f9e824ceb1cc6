"use client";
import Link from "next/link";
import { Ago, At, Since } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { bytesText } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { WorkerStateBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Worker } from "@/lib/api/system.ts";
import { shortId } from "../../jobs/_list/short-id.ts";

export function WorkerView({ id }: { id: string }) {
  const { data: worker, error } = useApi("getWorker", { params: { id } });
  if (!worker)
    return error ? (
      <>
        <PageHeader title={id} />
        <Failure title="The worker cannot be read">{error.message}</Failure>
      </>
    ) : (
      <SkeletonRows />
    );
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {id}
            <span className="text-base">
              <WorkerStateBadge state={worker.state} />
            </span>
          </span>
        }
        tab={id}
        about={<Sentence worker={worker} />}
      />
      <div className="flex flex-col gap-4">
        <Panel title="Details">
          <Facts>
            <Fact name="Kind">{worker.kind}</Fact>
            <Fact name="Host and process">
              {worker.host}, {worker.pid}
            </Fact>
            <Fact name="Version">
              {worker.version}, Node {worker.node}
            </Fact>
            <Fact name="Memory">{bytesText(worker.rssBytes)}</Fact>
            <Fact name="Started">
              <At at={worker.startedAt} />
            </Fact>
            <Fact name="Queues">
              {worker.queues.length === 0 ? "all" : worker.queues.join(", ")}
            </Fact>
            {worker.jobTypes.length > 0 && (
              <Fact name="Job types">{worker.jobTypes.join(", ")}</Fact>
            )}
          </Facts>
        </Panel>
        {worker.kind === "executor" && <RunningJobs worker={worker} />}
      </div>
    </>
  );
}

function Sentence({ worker: { state, kind, beatAt, running, slots } }: { worker: Worker }) {
  const beat = (
    <>
      Last heartbeat <Ago at={beatAt} />.
    </>
  );
  if (state === "lost")
    return <>{beat} Its jobs are given to other executors once their leases are over.</>;
  if (kind === "scheduler") return <>{beat} Moves what is due to the ready queue.</>;
  return (
    <>
      {running.length} of {slots} slots in use. {beat}
    </>
  );
}

function RunningJobs({ worker: { running } }: { worker: Worker }) {
  return (
    <Panel title="Runs now">
      {running.length === 0 ? (
        <Empty title="Nothing at the moment" />
      ) : (
        <Table caption="Jobs that this executor runs">
          <Head>
            <Th>Job</Th>
            <Th numeric>For</Th>
          </Head>
          <Body>
            {running.map(({ jobId, type, startedAt }) => (
              <Row key={jobId} className="relative hover:bg-sunken">
                <Td>
                  <Link
                    href={`/jobs/${encodeURIComponent(jobId)}`}
                    className="font-medium after:absolute after:inset-0"
                  >
                    {type} <Mono className="font-normal text-ink-3">{shortId(jobId)}</Mono>
                  </Link>
                </Td>
                <Td numeric className="max-sm:ml-auto">
                  <Since at={startedAt} />
                </Td>
              </Row>
            ))}
          </Body>
        </Table>
      )}
    </Panel>
  );
}
