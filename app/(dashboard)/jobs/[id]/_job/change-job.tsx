"use client";
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useClock } from "@/app/_live/clock.tsx";
import { useAction } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Field, Select } from "@/app/_ui/fields.tsx";
import type { Job } from "@/lib/jobs/job.ts";
import { HIGHEST_PRIORITY } from "@/lib/jobs/options.ts";
import { pastQuestion } from "../../../_form/typed/due-time.ts";
import { DueTimeField } from "../../../_form/typed/due-time-field.tsx";
import { instantOf, noTime } from "../../../_form/typed/wall-time.ts";

/** Gives a waiting job another time, another priority, or both. */
export function ChangeJob({ job }: { job: Job }) {
  const [isOpen, setOpen] = useState(false);
  const refusal = useRefusal("jobs:change", job.queue);
  if (refusal !== null) return <Button refusal={refusal}>Change</Button>;
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger render={<Button />}>Change</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(420px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="mb-3 text-lg font-semibold">When, and how urgent</Dialog.Title>
          <ChangeForm job={job} close={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ChangeForm({ job, close }: { job: Job; close: () => void }) {
  const { timeZone } = useZone();
  const clock = useClock();
  const [due, setDue] = useState({ time: noTime(timeZone), pastTaken: "" });
  const [priority, setPriority] = useState(job.priority);
  const reschedule = useAction("rescheduleJob");
  const reprioritise = useAction("reprioritiseJob");
  const instant = instantOf(due.time);
  const params = { id: job.id };

  const save = async () => {
    const isOpen = due.time.text !== "" && instant === undefined;
    if (isOpen || pastQuestion(due, clock.now()) !== undefined) return;
    const isMoved =
      instant === undefined ||
      (await reschedule.run(
        { params, body: { runAt: instant } },
        { done: "The job has another time.", failed: "The time was not changed" },
      ));
    const isRaised =
      priority === job.priority ||
      (await reprioritise.run(
        { params, body: { priority } },
        { done: "The job has another priority.", failed: "The priority was not changed" },
      ));
    if (isMoved && isRaised) close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <DueTimeField
        label="Another time"
        due={due}
        hint="Left empty, the time stays."
        optional
        onChange={setDue}
      />
      <Field label="Priority" hint="A higher one runs first.">
        {(wiring) => (
          <Select
            {...wiring}
            value={priority}
            onChange={({ target }) => setPriority(Number(target.value))}
          >
            {Array.from({ length: HIGHEST_PRIORITY + 1 }, (_, level) => (
              <option key={level}>{level}</option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Dialog.Close render={<Button />}>Leave it</Dialog.Close>
        <Button type="submit" look="primary" disabled={reschedule.isBusy || reprioritise.isBusy}>
          Change the job
        </Button>
      </div>
    </form>
  );
}
