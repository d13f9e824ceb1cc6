"use client";
import { type FormEvent, useState } from "react";
import { useClock } from "@/app/_live/clock.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Modal, ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { MissedRule } from "@/lib/schedule/index.ts";
import { MissedChoice } from "../_verbs/missed-choice.tsx";
import { PauseFields } from "../_verbs/pause-fields.tsx";
import { EMPTY_PAUSE, type PauseForm, pauseOf } from "../_verbs/pause-form.ts";
import { BulkProgress } from "./bulk-progress.tsx";
import { type BulkRequest, type BulkVerb, useBulk } from "./use-bulk.ts";

interface BulkDialogProps {
  verb: BulkVerb;
  schedules: Schedule[];
  onClose: (isDone: boolean) => void;
}

const WORDS = {
  pause: { verb: "Pause", about: "None of their planned times starts a run; each is counted." },
  resume: { verb: "Resume", about: "Their times to come run as planned." },
} as const;

/** Pauses or resumes many periodic jobs for one reason, and shows how it ended for each. */
export function BulkDialog({ verb, schedules, onClose }: BulkDialogProps) {
  const { results, phase, run, stop } = useBulk();
  const count = plural(schedules.length, "periodic job");
  const close = () => {
    stop();
    onClose(phase !== "asking");
  };
  return (
    <Modal
      isOpen
      onClose={close}
      title={`${WORDS[verb].verb} ${count}${phase === "asking" ? "?" : ""}`}
      about={phase === "asking" ? WORDS[verb].about : undefined}
    >
      {phase === "asking" ? (
        <BulkForm
          verb={verb}
          action={`${WORDS[verb].verb} ${count}`}
          onRun={(request) =>
            void run(
              schedules.map(({ id }) => id),
              request,
            )
          }
        />
      ) : (
        <BulkProgress
          verb={verb}
          schedules={schedules}
          results={results}
          isOver={phase === "over"}
        />
      )}
      {phase !== "asking" && (
        <ModalActions>
          <ModalClose autoFocus>{phase === "over" ? "Close" : "Stop, and close"}</ModalClose>
        </ModalActions>
      )}
    </Modal>
  );
}

interface BulkFormProps {
  verb: BulkVerb;
  action: string;
  onRun: (request: BulkRequest) => void;
}

function BulkForm({ verb, action, onRun }: BulkFormProps) {
  const { timeZone } = useZone();
  const clock = useClock();
  const [form, setForm] = useState<PauseForm>(EMPTY_PAUSE);
  const [missed, setMissed] = useState<MissedRule>("skip");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (verb === "resume") return onRun({ verb, body: { missed } });
    const asked = pauseOf(form, { timeZone, nowMs: clock.now() });
    setErrors(asked.errors ?? {});
    if (asked.body) onRun({ verb, body: asked.body });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {verb === "pause" ? (
        <PauseFields
          form={form}
          errors={errors}
          onChange={(change) => setForm({ ...form, ...change })}
        />
      ) : (
        <MissedChoice passed={null} value={missed} onChange={setMissed} />
      )}
      <ModalActions>
        <ModalClose>Leave them</ModalClose>
        <Button type="submit" look="primary">
          {action}
        </Button>
      </ModalActions>
    </form>
  );
}
