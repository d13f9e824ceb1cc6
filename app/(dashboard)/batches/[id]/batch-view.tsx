"use client";
import Link from "next/link";
import { At } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { CopyButton } from "@/app/_ui/copy-button.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Batch } from "@/lib/api/batches.ts";
import { shortId } from "../../jobs/_list/short-id.ts";
import { BatchProgress } from "../_batch/batch-progress.tsx";
import { BatchSentence } from "../_batch/batch-sentence.tsx";
import { Callback } from "../_batch/callback.tsx";

export function BatchView({ id }: { id: string }) {
  const { data: batch, error } = useApi("getBatch", { params: { id } });
  if (error?.status === 404 || (!batch && error))
    return (
      <>
        <PageHeader title="Batch" tab={`Batch ${shortId(id)}`} />
        <Failure
          title={error.status === 404 ? "This batch is no longer kept" : "The batch cannot be read"}
        >
          {error.message}{" "}
          <Link href="/jobs" className="underline">
            All jobs
          </Link>
        </Failure>
      </>
    );
  if (!batch) return <SkeletonRows />;
  return (
    <>
      <PageHeader
        title={<Title batch={batch} />}
        tab={`Batch ${batch.name ?? shortId(id)}`}
        about={<BatchSentence batch={batch} />}
      />
      <div className="flex flex-col gap-4">
        <Panel title="Progress">
          <div className="px-3.5 py-3">
            <BatchProgress batch={batch} />
          </div>
        </Panel>
        <Details batch={batch} />
      </div>
    </>
  );
}

const Title = ({ batch: { id, name } }: { batch: Batch }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
    {name ?? "Batch"}
    <span className="flex items-center gap-1 text-base font-normal tracking-normal text-ink-3">
      <Mono>{id}</Mono>
      <CopyButton text={id} name="Copy the id" />
    </span>
  </span>
);

function Details({ batch }: { batch: Batch }) {
  const { total, createdAt, createdBy, endedAt } = batch;
  return (
    <Panel title="Details">
      <Facts>
        <Fact name="Jobs">{countText(total)}</Fact>
        <Fact name="Callback">
          <Callback batch={batch} />
        </Fact>
        <Fact name="Created by">{createdBy}</Fact>
        <Fact name="Created">
          <At at={createdAt} />
        </Fact>
        {endedAt !== null && (
          <>
            <Fact name="Ended">
              <At at={endedAt} />
            </Fact>
            <Fact name="Took">{durationText(Date.parse(endedAt) - Date.parse(createdAt))}</Fact>
          </>
        )}
      </Facts>
      <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">
        Each job counts once, as it ended first: a retry afterwards changes nothing here.
      </p>
    </Panel>
  );
}
