"use client";
import { Copy, Play, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRefusal } from "@/app/_live/access.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { NewLink } from "../../../_shell/new-link.tsx";
import { ChangeJob } from "./change-job.tsx";
import type { Job } from "@/lib/jobs/job.ts";
import { isFinal } from "@/lib/jobs/states.ts";

export function JobActions({ job }: { job: Job }) {
  const { id, state, queue, cancelRequested } = job;
  const changing = useRefusal("jobs:change", queue);
  const deleting = useRefusal("jobs:delete", queue);
  const params = { id };
  const router = useRouter();
  const retry = useAction("retryJob");
  const runNow = useAction("runJobNow");
  const cancel = useAction("cancelJob");
  const remove = useAction("deleteJob");
  return (
    <>
      <NewLink query={{ from: id }}>
        <Copy aria-hidden size={14} /> Duplicate
      </NewLink>
      {(state === "scheduled" || state === "ready") && <ChangeJob job={job} />}
      {state === "scheduled" && (
        <Button
          refusal={changing}
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
          refusal={changing}
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
          refusal={changing}
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
          refusal={deleting}
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
