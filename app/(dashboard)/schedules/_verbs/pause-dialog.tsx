"use client";
import { type FormEvent, useState } from "react";
import { useClock } from "@/app/_live/clock.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { localOf } from "@/app/_ui/local-times.ts";
import { Modal, ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { PauseFields } from "./pause-fields.tsx";
import { EMPTY_PAUSE, type PauseForm, pauseOf } from "./pause-form.ts";
import type { ScheduleVerbs } from "./use-schedule-verbs.ts";

interface PauseDialogProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
  isOpen: boolean;
  onClose: () => void;
}

/** Pauses a periodic job, or gives its pause another reason and another end. */
export function PauseDialog({ schedule, verbs, isOpen, onClose }: PauseDialogProps) {
  const { id, state } = schedule;
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      title={state === "paused" ? `Change the pause of ${id}` : `Pause ${id}?`}
      about="No planned time starts a run while it is paused; each is counted. What waits or runs already goes on, and it can still be run by hand."
    >
      <PauseDialogForm schedule={schedule} verbs={verbs} close={onClose} />
    </Modal>
  );
}

interface PauseDialogFormProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
  close: () => void;
}

function PauseDialogForm({ schedule: { pause, state }, verbs, close }: PauseDialogFormProps) {
  const { timeZone } = useZone();
  const clock = useClock();
  const [form, setForm] = useState<PauseForm>(() => ({
    reason: pause?.reason ?? EMPTY_PAUSE.reason,
    until: pause?.until ? "time" : "resumed",
    at: pause?.until ? localOf(Date.parse(pause.until), timeZone) : "",
  }));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const asked = pauseOf(form, { timeZone, nowMs: clock.now() });
    setErrors(asked.errors ?? {});
    if (!asked.body) return;
    const done = await verbs.pause(asked.body, (found) => setErrors(sentencesOf(found)));
    if (done) close();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <PauseFields
        form={form}
        errors={errors}
        onChange={(change) => setForm({ ...form, ...change })}
      />
      <ModalActions>
        <ModalClose>{state === "paused" ? "Leave it" : "Let it go on"}</ModalClose>
        <Button type="submit" look="primary" disabled={verbs.isBusy}>
          {state === "paused" ? "Change the pause" : "Pause the periodic job"}
        </Button>
      </ModalActions>
    </form>
  );
}
