"use client";
import { Choice } from "@/app/_ui/fields.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { TriggerKind } from "../asked/asked-trigger.ts";
import type { FormPartProps } from "../part-props.ts";
import { AfterEndFields } from "./after-end-fields.tsx";
import { CronFields } from "./cron-fields.tsx";
import { IntervalFields } from "./interval-fields.tsx";
import { RunsPreview } from "./runs-preview.tsx";

const KINDS: { value: TriggerKind; label: string }[] = [
  { value: "interval", label: "Interval" },
  { value: "cron", label: "Cron expression" },
  { value: "afterEnd", label: "After each run" },
];

export interface PeriodicFieldsProps extends FormPartProps {
  /** The periodic job that is edited. */
  edited?: Schedule;
}

/** What plans the times of a periodic job, and which they will be. */
export function PeriodicFields({ edited, ...part }: PeriodicFieldsProps) {
  const { form, onChange } = part;
  return (
    <>
      <Choice
        legend="Repeat by"
        name="trigger"
        value={form.trigger}
        options={KINDS}
        onChange={(trigger) => onChange({ trigger })}
      />
      {form.trigger === "interval" && <IntervalFields {...part} isEdited={edited !== undefined} />}
      {form.trigger === "cron" && <CronFields {...part} />}
      {form.trigger === "afterEnd" && <AfterEndFields {...part} isEdited={edited !== undefined} />}
      <RunsPreview form={form} edited={edited} />
    </>
  );
}
