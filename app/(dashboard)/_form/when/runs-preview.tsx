"use client";
import { useDeferredValue } from "react";
import useSWR from "swr";
import { useClock } from "@/app/_live/clock.tsx";
import { type CallError, client } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import type { Preview, PreviewSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { FormState } from "../asked/form-state.ts";
import { awaitedText, previewOf, typedPlan } from "./preview-request.ts";
import { PreviewRows } from "./preview-rows.tsx";

const SHOWN = 6;

/** The next runs, by the very code that fires them; what a clock change does to them is said. */
export function RunsPreview({ form, edited }: { form: FormState; edited?: Schedule }) {
  const { timeZone } = useZone();
  const clock = useClock();
  const plan = typedPlan(form);
  const text = useDeferredValue(plan && JSON.stringify(previewOf(plan, edited, clock.now())));
  const { data, error } = useSWR<Preview, CallError>(
    text && `preview ${text}`,
    () => {
      const body = { ...(JSON.parse(text!) as PreviewSchedule), count: SHOWN };
      return client.call("previewSchedule", { body });
    },
    { keepPreviousData: true },
  );
  if (!plan) return null;
  if (error)
    return (
      <p role="status" className="rounded-md border border-failed/45 px-3 py-2 text-failed">
        {Object.values(error.fieldErrors)[0] ?? error.message}
      </p>
    );
  if (!data) return <div className="h-[190px]" />;
  return (
    <section aria-label="Next runs" aria-live="polite" className="rounded-md border border-line">
      <p className="border-b border-line px-3 py-1.5 font-medium">{data.description}</p>
      <PreviewRows
        items={data.items}
        ownZone={typeof plan.cron === "string" ? String(plan.timeZone) : undefined}
        pageZone={timeZone}
        awaited={awaitedText(plan, edited)}
        isFirstOnly={plan.afterEnd !== undefined}
      />
      {data.notes.length > 0 && (
        <ul className="border-t border-line px-3 py-1.5 text-late">
          {data.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
