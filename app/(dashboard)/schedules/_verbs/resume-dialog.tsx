"use client";
import { useState } from "react";
import { Button } from "@/app/_ui/button.tsx";
import { Modal, ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { MissedRule } from "@/lib/schedule/index.ts";
import { MissedChoice } from "./missed-choice.tsx";
import type { ScheduleVerbs } from "./use-schedule-verbs.ts";

interface ResumeDialogProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks what becomes of the times that passed during the pause. */
export function ResumeDialog({ schedule, verbs, isOpen, onClose }: ResumeDialogProps) {
  const { id, passed } = schedule;
  const [missed, setMissed] = useState<MissedRule>("skip");
  const resume = async () => {
    if (await verbs.resume(missed)) onClose();
  };
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      title={`Resume ${id}?`}
      about={`${plural(passed, "planned time has", "planned times have")} passed during the pause. Those to come run as planned.`}
    >
      {passed > 0 && <MissedChoice passed={passed} value={missed} onChange={setMissed} />}
      <ModalActions>
        <ModalClose>Leave it paused</ModalClose>
        <Button look="primary" disabled={verbs.isBusy} onClick={() => void resume()}>
          Resume the periodic job
        </Button>
      </ModalActions>
    </Modal>
  );
}
