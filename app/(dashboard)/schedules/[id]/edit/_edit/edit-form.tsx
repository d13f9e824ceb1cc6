"use client";
import { useEffect, useRef } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { Button } from "@/app/_ui/button.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { AsProgram } from "../../../../_form/as-program.tsx";
import { AskedFields } from "../../../../_form/asked-fields.tsx";
import { FormFrame } from "../../../../_form/form-frame.tsx";
import { PeriodicFields } from "../../../../_form/when/periodic-fields.tsx";
import { ConflictPanel } from "./conflict-panel.tsx";
import { ChangedMeanwhile, GoneMeanwhile } from "./meanwhile.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { useEdit } from "./use-edit.ts";

interface EditFormProps {
  /** As it was when the form was filled from it. */
  opened: Schedule;
  /** As it is by now. */
  present: Schedule;
  type: JobTypeEntry;
}

const QUEUE_IS_FIXED =
  "It cannot move: its runs and its history are in this queue. Duplicate it to use another.";

/** Edits a periodic job: what changes is shown before it is saved, and what others have changed meanwhile is never overwritten. */
export function EditForm({ opened, present, type }: EditFormProps) {
  const edit = useEdit(opened, type);
  const { base, theirs, form, asked } = edit;
  const refusal = useRefusal("schedules:change", opened.queue);
  const saveButton = useRef<HTMLButtonElement>(null);
  const part = { form: form.form, errors: form.errors, onChange: edit.change };

  // Once both edits are one the panel is gone, and the way on is to save.
  useEffect(() => {
    if (base !== opened) saveButton.current?.focus();
  }, [base, opened]);

  return (
    <>
      {theirs === null && <ChangedMeanwhile base={base} present={present} />}
      {theirs === "gone" && <GoneMeanwhile id={base.id} />}
      {theirs !== null && theirs !== "gone" && (
        <ConflictPanel
          base={base}
          theirs={theirs}
          mine={asked().body}
          onMerged={(merged) => edit.merge(theirs, merged)}
        />
      )}
      <FormFrame
        label={`Edit ${base.id}`}
        form={form}
        refusedTitle="The periodic job was not saved"
        onSubmit={edit.review}
        actions={
          <>
            <Button
              ref={saveButton}
              type="submit"
              look="primary"
              refusal={refusal}
              disabled={theirs !== null && theirs !== "gone"}
            >
              Save changes
            </Button>
            <span
              role="status"
              className="text-sm text-ink-2 max-sm:order-first max-sm:not-empty:basis-full"
            >
              {edit.news}
            </span>
            <AsProgram
              program={() => ({
                body: asked().body,
                isPeriodic: true,
                edited: { id: base.id, revision: base.revision },
              })}
            />
          </>
        }
      >
        <AskedFields
          {...part}
          type={type}
          isPeriodic
          queueIsFixed={QUEUE_IS_FIXED}
          when={<PeriodicFields {...part} edited={base} />}
        />
      </FormFrame>
      <ReviewDialog
        edited={base}
        after={edit.reviewed}
        isBusy={edit.isBusy}
        onSave={edit.save}
        onClose={edit.keepEditing}
      />
    </>
  );
}
