"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { BatchProgress } from "../../../batches/_batch/batch-progress.tsx";
import { BatchSentence } from "../../../batches/_batch/batch-sentence.tsx";
import { Callback } from "../../../batches/_batch/callback.tsx";

/** The batch that the job belongs to, or that it follows as its callback. */
export function BatchPanel({ jobId, batchId }: { jobId: string; batchId: string }) {
  const { data: batch, error } = useApi("getBatch", { params: { id: batchId } });
  if (!batch)
    return (
      error && (
        <Panel title="Batch">
          <p className="px-3.5 py-2.5 text-ink-2">
            {error.status === 404 ? "The batch is no longer kept." : error.message}
          </p>
        </Panel>
      )
    );
  return (
    <Panel
      title="Batch"
      aside={
        <Link href={`/batches/${batchId}`} className="underline">
          {batch.name ?? "Open the batch"}
        </Link>
      }
    >
      <div className="flex flex-col gap-2.5 px-3.5 py-3">
        <p>
          {batch.callbackId === jobId && "This job is called when the batch has ended. "}
          <BatchSentence batch={batch} />
        </p>
        <BatchProgress batch={batch} />
        {batch.callbackId !== null && batch.callbackId !== jobId && (
          <p className="text-ink-2">
            Callback: <Callback batch={batch} />
          </p>
        )}
      </div>
    </Panel>
  );
}
