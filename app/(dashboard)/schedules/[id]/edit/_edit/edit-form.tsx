"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { definitionOf } from "@/lib/api/asked.ts";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { AsProgram } from "../../../../_form/as-program.tsx";
import { AskedFields } from "../../../../_form/asked-fields.tsx";
import { withUnits } from "../../../../_form/asked/errors.ts";
import { formOf } from "../../../../_form/asked/form-state.ts";
import { FormFrame } from "../../../../_form/form-frame.tsx";
import { useForm } from "../../../../_form/use-form.ts";
import { PeriodicFields } from "../../../../_form/when/periodic-fields.tsx";
import { useUnsaved } from "../../../../_shell/unsaved.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import { changesBetween } from "./changes.ts";
import { ConflictPanel } from "./conflict-panel.tsx";
import { ChangedMeanwhile, GoneMeanwhile } from "./meanwhile.tsx";
import { putOf } from "./put-of.ts";
import { ReviewDialog } from "./review-dialog.tsx";

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
  const router = useRouter();
  const { timeZone } = useZone();
  /** What the edit is against: the periodic job as it was opened, or as somebody else has left it since. */
  const [base, setBase] = useState(opened);
  const [zoneAtFirst] = useState(timeZone);
  const form = useForm(() => formOf(definitionOf(opened), zoneAtFirst));
  const [reviewed, setReviewed] = useState<PutSchedule | null>(null);
  const [theirs, setTheirs] = useState<Schedule | "gone" | null>(null);
  const [isUnchanged, setUnchanged] = useState(false);
  const put = useAction("putSchedule");
  const leaveFreely = useUnsaved(form.isTouched);
  const asked = () => putOf(base, form.form, type, zoneAtFirst);
  const part = {
    form: form.form,
    errors: form.errors,
    onChange(changed: Parameters<typeof form.change>[0]) {
      setUnchanged(false);
      form.change(changed);
    },
  };

  const review = () => {
    const { body, problems } = asked();
    setUnchanged(false);
    if (Object.keys(problems).length > 0) return form.refuse({ errors: problems });
    form.clear();
    if (changesBetween(definitionOf(base), body, timeZone).length === 0) setUnchanged(true);
    else setReviewed(body);
  };

  const save = async (body: PutSchedule) => {
    const saved = await put.run(
      { params: { id: base.id }, body, ifMatch: base.revision },
      {
        done: ({ id, revision }) => `${id} is saved, as revision ${revision}.`,
        failed: "It was not saved",
        onFields(errors) {
          setReviewed(null);
          form.refuse({
            errors: sentencesOf(withUnits(errors)),
            message: "Some fields are not right.",
          });
        },
        onConflict(current) {
          setReviewed(null);
          setTheirs((current as Schedule | null) ?? "gone");
        },
      },
    );
    if (!saved) return;
    leaveFreely();
    router.push(`/schedules/${base.id}`);
  };

  return (
    <>
      {theirs === "gone" && <GoneMeanwhile id={base.id} />}
      {theirs !== null && theirs !== "gone" && (
        <ConflictPanel
          base={base}
          theirs={theirs}
          mine={asked().body}
          onMerged={(merged) => {
            setBase(theirs);
            setTheirs(null);
            form.fill(formOf(merged, zoneAtFirst));
          }}
        />
      )}
      {theirs === null && <ChangedMeanwhile base={base} present={present} />}
      <FormFrame
        label={`Edit ${base.id}`}
        form={form}
        refusedTitle="The periodic job was not saved"
        onSubmit={review}
        actions={
          <>
            <Button type="submit" look="primary" disabled={theirs !== null && theirs !== "gone"}>
              Save changes
            </Button>
            <span role="status" className="text-sm text-ink-2">
              {isUnchanged && "Nothing has changed: there is nothing to save."}
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
        after={reviewed}
        isBusy={put.isBusy}
        onSave={save}
        onClose={() => setReviewed(null)}
      />
    </>
  );
}
