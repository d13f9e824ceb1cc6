"use client";
import { type ReactNode, type RefObject, useState } from "react";
import { At } from "@/app/_live/times.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Choices } from "@/app/_ui/choices.tsx";
import { ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import type { CancelSchedule } from "@/lib/api/schedule-actions.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { JobLinks } from "./job-links.tsx";

export type CancelChoice = CancelSchedule;

interface CancelQuestionsProps {
  schedule: Schedule;
  isBusy: boolean;
  /** Has the focus at first. */
  keep: RefObject<HTMLButtonElement | null>;
  onCancel: (choice: CancelChoice) => void;
}

/** Three questions: the runs to come, those that wait, and those under way. */
export function CancelQuestions({ schedule, isBusy, keep, onCancel }: CancelQuestionsProps) {
  const [choice, setChoice] = useState<CancelChoice>({ waiting: "remove", running: "finish" });
  const { nextAt, pending, source } = schedule;
  // The runs that the questions are about stand still while they are asked.
  const [{ running, waiting }] = useState(() => ({
    running: schedule.running,
    waiting: schedule.live.filter((id) => !schedule.running.includes(id)),
  }));
  return (
    <>
      <Question title="Runs to come">
        <p>
          Nothing is planned any more.{" "}
          {nextAt !== null && (
            <>
              The next run would be <At at={nextAt} />.
            </>
          )}
          {pending > 0 &&
            ` ${plural(pending, "planned time that waits", "planned times that wait")} for a run to end ${pending === 1 ? "is" : "are"} dropped.`}
        </p>
      </Question>
      <Question title="Runs that wait to start">
        {waiting.length === 0 ? (
          <p>There are none.</p>
        ) : (
          <>
            <JobLinks ids={waiting} />
            <Choices
              legend={plural(waiting.length, "run waits", "runs wait")}
              name="waiting"
              value={choice.waiting}
              onChange={(value) => setChoice({ ...choice, waiting: value })}
              options={[
                { value: "remove", label: `Remove ${them(waiting.length)}` },
                { value: "keep", label: `Let ${them(waiting.length)} run` },
              ]}
            />
          </>
        )}
      </Question>
      <Question title="Runs under way">
        {running.length === 0 ? (
          <p>There are none.</p>
        ) : (
          <>
            <JobLinks ids={running} />
            <Choices
              legend={plural(running.length, "run is under way", "runs are under way")}
              name="running"
              value={choice.running}
              onChange={(value) => setChoice({ ...choice, running: value })}
              options={[
                { value: "finish", label: `Let ${them(running.length)} finish` },
                {
                  value: "cancel",
                  label: `Ask ${them(running.length)} to stop`,
                  about: "What has been done already stays done.",
                },
              ]}
            />
          </>
        )}
      </Question>
      <p className="text-ink-2">
        {source.kind === "code" &&
          `It is declared in the job file of ${source.job}. Cancelled, it stays cancelled until its declaration changes: take it out there too. `}
        What is cancelled can be restored for 30 days.
      </p>
      <ModalActions>
        <ModalClose ref={keep}>Keep it</ModalClose>
        <Button look="danger" disabled={isBusy} onClick={() => onCancel(choice)}>
          Cancel the periodic job
        </Button>
      </ModalActions>
    </>
  );
}

const them = (count: number) => (count === 1 ? "it" : `all ${countText(count)}`);

const Question = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-t border-line pt-3 text-ink-2">
    <h3 className="mb-1 font-semibold text-ink">{title}</h3>
    {children}
  </section>
);
