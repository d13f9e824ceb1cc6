"use client";
import { useRef, useState } from "react";
import { Modal } from "@/app/_ui/modal.tsx";
import type { ScheduleCancelled } from "@/lib/api/schedule-actions.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { CancelAnswer } from "./cancel-answer.tsx";
import { CancelQuestions, type CancelChoice } from "./cancel-questions.tsx";
import type { ScheduleVerbs } from "./use-schedule-verbs.ts";

interface CancelDialogProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
  isOpen: boolean;
  onClose: () => void;
}

interface Answered {
  answer: ScheduleCancelled;
  choice: CancelChoice;
}

/** Asks what is to go with a periodic job, and then says what went and what did not. */
export function CancelDialog({ schedule, verbs, isOpen, onClose }: CancelDialogProps) {
  const { id } = schedule;
  const [answered, setAnswered] = useState<Answered | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const cancel = async (choice: CancelChoice) => {
    const answer = await verbs.cancel(choice);
    if (answer) setAnswered({ answer, choice });
  };
  const close = () => {
    setAnswered(null);
    onClose();
  };
  return (
    <Modal
      isAlert
      isOpen={isOpen}
      onClose={close}
      initialFocus={keep}
      title={answered ? `${id} is cancelled` : `Cancel ${id}?`}
    >
      {answered ? (
        <CancelAnswer {...answered} verbs={verbs} close={close} />
      ) : (
        <CancelQuestions
          schedule={schedule}
          isBusy={verbs.isBusy}
          keep={keep}
          onCancel={(choice) => void cancel(choice)}
        />
      )}
    </Modal>
  );
}
