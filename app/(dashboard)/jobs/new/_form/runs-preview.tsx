"use client";
import { useDeferredValue } from "react";
import useSWR from "swr";
import { useZone } from "@/app/_live/zone.tsx";
import { type CallError, client } from "@/app/_live/use-api.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import type { Preview } from "@/lib/api/schedule-definition.ts";
import { type FormState, triggerOf } from "./form-state.ts";

const SHOWN = 6;

/** The next runs, by the very code that fires them; what a clock change does to them is said. */
export function RunsPreview({ form }: { form: FormState }) {
  const { timeZone } = useZone();
  const trigger = useDeferredValue(triggerOf(form));
  const isAsked = trigger.every !== undefined || (trigger.cron ?? "").trim() !== "";
  const body = { ...trigger, count: SHOWN };
  const { data, error } = useSWR<Preview, CallError>(
    isAsked ? `preview ${JSON.stringify(body)}` : null,
    () => client.call("previewSchedule", { body }),
  );
  if (!isAsked) return null;
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
      <ol>
        {data.items.map(({ at, local, note }) => (
          <li
            key={at}
            className="flex flex-wrap gap-x-4 border-b border-line px-3 py-1 last:border-0"
          >
            <Mono>{form.trigger === "cron" ? local : instantText(at, timeZone)}</Mono>
            {form.trigger === "cron" && form.timeZone !== timeZone && (
              <Mono className="text-ink-3">{instantText(at, timeZone)}</Mono>
            )}
            {note !== undefined && <span className="font-medium text-late">{note}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
