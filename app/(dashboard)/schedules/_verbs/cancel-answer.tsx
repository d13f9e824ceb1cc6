"use client";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button.tsx";
import { Fact } from "@/app/_ui/facts.tsx";
import { ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import type { ScheduleCancelled } from "@/lib/api/schedule-actions.ts";
import type { CancelChoice } from "./cancel-questions.tsx";
import { JobLinks } from "./job-links.tsx";
import type { ScheduleVerbs } from "./use-schedule-verbs.ts";

interface CancelAnswerProps {
  answer: ScheduleCancelled;
  choice: CancelChoice;
  verbs: ScheduleVerbs;
  close: () => void;
}

/** What went, what was kept, and what still runs. */
export function CancelAnswer({ answer, choice, verbs, close }: CancelAnswerProps) {
  const { removed, kept, running } = answer;
  const restore = async () => {
    if (await verbs.restore()) close();
  };
  return (
    <>
      <p role="status" className="sr-only">
        It is cancelled.
      </p>
      <dl className="flex flex-col gap-3">
        <Fact name="Removed">
          <Jobs ids={removed} none="Nothing waited.">
            {plural(removed.length, "run")} will not start.
          </Jobs>
        </Fact>
        {kept.length > 0 && (
          <Fact name="Kept">
            <Jobs ids={kept}>{plural(kept.length, "run")} may still start, as you asked.</Jobs>
          </Fact>
        )}
        <Fact name="Still running">
          <Jobs ids={running} none="Nothing runs.">
            {plural(running.length, "run")}{" "}
            {choice.running === "cancel"
              ? `${running.length === 1 ? "was" : "were"} asked to stop.`
              : `${running.length === 1 ? "goes" : "go"} on to the end.`}
          </Jobs>
        </Fact>
      </dl>
      <p className="text-ink-2">
        It can be restored for 30 days. Runs that were removed are not made anew.
      </p>
      <ModalActions>
        <Button disabled={verbs.isBusy} onClick={() => void restore()}>
          Undo: restore it
        </Button>
        <ModalClose autoFocus>Close</ModalClose>
      </ModalActions>
    </>
  );
}

function Jobs({ ids, none, children }: { ids: string[]; none?: string; children: ReactNode }) {
  if (ids.length === 0) return <>{none}</>;
  return (
    <>
      {children} <JobLinks ids={ids} />
    </>
  );
}
