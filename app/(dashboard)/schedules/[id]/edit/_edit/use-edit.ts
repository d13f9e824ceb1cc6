"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import { definitionOf } from "@/lib/api/asked.ts";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { withUnits } from "../../../../_form/asked/errors.ts";
import { type FormState, formOf } from "../../../../_form/asked/form-state.ts";
import { useForm } from "../../../../_form/use-form.ts";
import { useUnsaved } from "../../../../_shell/unsaved.tsx";
import { changesBetween } from "./changes.ts";
import { putOf } from "./put-of.ts";

/** What somebody else has made of it since: another revision, or nothing any more. */
type Theirs = Schedule | "gone";

/** An edit on its way: typed, looked over, refused for what others did, put together with that, saved. */
export function useEdit(opened: Schedule, type: JobTypeEntry) {
  const router = useRouter();
  const { timeZone } = useZone();
  const [zoneAtFirst] = useState(timeZone);
  const form = useForm(() => formOf(definitionOf(opened), zoneAtFirst));
  /** What the edit is against: the periodic job as it was opened, or as somebody else has left it since. */
  const [base, setBase] = useState(opened);
  const [reviewed, setReviewed] = useState<PutSchedule | null>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [news, setNews] = useState("");
  const put = useAction("putSchedule");
  const leaveFreely = useUnsaved(form.isTouched);
  const asked = () => putOf(base, form.form, type, zoneAtFirst);

  const change = (part: Partial<FormState>) => {
    setNews("");
    form.change(part);
  };

  const review = () => {
    const { body, problems } = asked();
    if (Object.keys(problems).length > 0) return form.refuse({ errors: problems });
    form.clear();
    const isChanged = changesBetween(definitionOf(base), body, timeZone).length > 0;
    setNews(isChanged ? "" : "Nothing has changed: there is nothing to save.");
    if (isChanged) setReviewed(body);
  };

  const save = async (body: PutSchedule) => {
    const saved = await put.run(
      { params: { id: base.id }, body, ifMatch: base.revision },
      {
        done: ({ id, revision }) => `${id} is saved, as revision ${revision}.`,
        failed: "It was not saved",
        onFields(errors) {
          setReviewed(null);
          form.refuse({ errors: sentencesOf(withUnits(errors)), message: "" });
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

  /** Both edits are one: it goes on against what the other has left. */
  const merge = (present: Schedule, merged: PutSchedule) => {
    setBase(present);
    setTheirs(null);
    setNews("Both changes are in the form now. Nothing is saved yet.");
    form.fill(formOf(merged, zoneAtFirst));
  };

  return {
    form,
    base,
    reviewed,
    theirs,
    /** What has come of the last step, where nothing else shows it. */
    news,
    isBusy: put.isBusy,
    asked,
    change,
    review,
    keepEditing: () => setReviewed(null),
    save,
    merge,
  };
}
