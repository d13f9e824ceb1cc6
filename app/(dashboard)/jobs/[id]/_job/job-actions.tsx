"use client";
import { Copy, Play, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useAction } from "@/app/_live/use-api.ts";
import { Button, ButtonLink } from "@/app/_ui/button.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { ChangeJob } from "./change-job.tsx";
import type { Job } from "@/lib/jobs/job.ts";
import { isFinal } from "@/lib/jobs/states.ts";

export function JobActions({ job }: { job: Job }) {
  const { id, state, cancelRequested } = job;
  const params = { id };
  const router = useRouter();
  const retry = useAction("retryJob");
  const runNow = useAction("runJobNow");
  const cancel = useAction("cancelJob");
  const remove = useAction("deleteJob");
  return (
    <>
      <ButtonLink href={`/jobs/new?from=${encodeURIComponent(id)}`}>
        <Copy aria-hidden size={14} /> Duplicate
      </ButtonLink>
      {(state === "scheduled" || state === "ready") && <ChangeJob job={job} />}
      {state === "scheduled" && (
        <Button
          disabled={runNow.isBusy}
          onClick={() =>
            void runNow.run(
              { params },
              { done: "The job is ready.", failed: "The job was not moved" },
            )
          }
        >
          <Play aria-hidden size={14} /> Run now
        </Button>
      )}
      {(state === "failed" || state === "cancelled") && (
        <Button
          look="primary"
          disabled={retry.isBusy}
          onClick={() =>
            void retry.run(
              { params },
              { done: "The job is ready again.", failed: "The job was not retried" },
            )
          }
        >
          <RotateCcw aria-hidden size={14} /> Retry
        </Button>
      )}
      {!isFinal(state) && (
        <Confirm
          trigger={cancelRequested ? "Stopping" : "Cancel job"}
          title={`Cancel ${job.type}?`}
          action="Cancel the job"
          disabled={cancelRequested}
          onConfirm={async () =>
            (await cancel.run(
              { params },
              {
                done: (answer) =>
                  answer.state === "running"
                    ? "The job was asked to stop."
                    : "The job is cancelled.",
                failed: "The job was not cancelled",
              },
            )) !== undefined
          }
        >
          {state === "running" ? (
            <p>It is running: it is asked to stop, and what it has already done stays done.</p>
          ) : (
            <p>
              It will not start. You can still retry it from its page
              {state === "blocked" && ", and then it runs without waiting for its parents"}. Jobs
              that wait for it are cancelled too, unless they say otherwise.
            </p>
          )}
        </Confirm>
      )}
      {isFinal(state) && (
        <Confirm
          trigger="Delete"
          triggerLook="bare"
          title={`Delete ${job.type}?`}
          action="Delete the job"
          onConfirm={async () => {
            const isDone =
              (await remove.run(
                { params },
                { done: "The job is deleted.", failed: "The job was not deleted" },
              )) !== undefined;
            if (isDone) router.push(`/jobs?state=${state}`);
            return isDone;
          }}
        >
          <p>Its arguments, result, attempts and log lines go with it. This cannot be undone.</p>
        </Confirm>
      )}
    </>
  );
}
