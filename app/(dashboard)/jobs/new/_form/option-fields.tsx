"use client";
import { useState } from "react";
import { durationText } from "@/app/_ui/durations.ts";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { retriesText } from "@/app/_ui/retries.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { FormState } from "./form-state.ts";
import { LengthInput } from "./length-input.tsx";
import type { Mode } from "./new-job-query.ts";
import type { FormPartProps } from "./when-fields.tsx";

/** What comes from the job type unless it is said here. */
export function OptionFields({
  type,
  form,
  mode,
  errors,
  onChange,
}: FormPartProps & { type: JobTypeEntry; mode: Mode }) {
  const [isOpen, setOpen] = useState(false);
  const hasError = OPTIONS.some((name) => errors[name] !== undefined);
  const text = (name: TextName, label: string, placeholder: string, hint?: string) => (
    <Field label={label} hint={hint} error={errorOf(errors, name)} optional>
      {(wiring) => (
        <TextInput
          {...wiring}
          value={form[name]}
          placeholder={placeholder}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <details
      className="rounded-md border border-line bg-panel"
      open={isOpen || hasError}
      // Opened by an error it stays open when that is mended.
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="px-3.5 py-2.5 font-semibold">
        Options{" "}
        <span className="font-normal text-ink-3">queue, priority, retries, timeout, tags</span>
      </summary>
      <div className="grid gap-3.5 border-t border-line p-3.5 sm:grid-cols-2 lg:grid-cols-3">
        {mode === "periodic" && (
          <>
            {text(
              "id",
              "Name of the periodic job",
              "made from the job type",
              "a-z, 0-9, dot, underscore, hyphen.",
            )}
            <Field
              label="When a run is still alive"
              error={errors.overlap}
              optional
              hint="What becomes of a planned time that finds the one before it waiting or running."
            >
              {(wiring) => (
                <Select
                  {...wiring}
                  value={form.overlap}
                  onChange={({ target }) =>
                    onChange({ overlap: target.value as FormState["overlap"] })
                  }
                >
                  <option value="">skip the planned time (default)</option>
                  <option value="allow">run both</option>
                </Select>
              )}
            </Field>
            <Field
              label="After a time without a scheduler"
              error={errors.missed}
              optional
              hint="What becomes of the planned times that were missed."
            >
              {(wiring) => (
                <Select
                  {...wiring}
                  value={form.missed}
                  onChange={({ target }) =>
                    onChange({ missed: target.value as FormState["missed"] })
                  }
                >
                  <option value="">run the latest only (default)</option>
                  <option value="all">run all of them, up to 100</option>
                  <option value="skip">run none of them</option>
                </Select>
              )}
            </Field>
            {text("limit", "Most runs", "no limit", "It ends by itself after so many.")}
          </>
        )}
        {text("queue", "Queue", type.queue)}
        {text("priority", "Priority", String(type.priority), "0 to 9; a higher one runs first.")}
        {text("attempts", "Attempts", String(type.attempts), attemptsHint(type, form))}
        <Field label="Timeout of an attempt" error={errors.timeoutMs} optional>
          {(wiring) => (
            <LengthInput
              {...wiring}
              name="the timeout"
              placeholder={type.timeoutMs === null ? "none" : durationText(type.timeoutMs)}
              value={form.timeout}
              onChange={(timeout) => onChange({ timeout })}
            />
          )}
        </Field>
        <Field
          label="To start within"
          hint="Of its time; later it fails unrun, as expired."
          error={errors.startDeadlineMs}
          optional
        >
          {(wiring) => (
            <LengthInput
              {...wiring}
              name="the start deadline"
              placeholder="any time"
              value={form.startDeadline}
              onChange={(startDeadline) => onChange({ startDeadline })}
            />
          )}
        </Field>
        {text("tags", "Tags", "none", "Divided by commas.")}
      </div>
    </details>
  );
}

/** With the waits between them, as they come of what is typed. */
function attemptsHint({ attempts, backoff }: JobTypeEntry, form: FormState): string {
  const retries = retriesText(backoff, Math.min(Number(form.attempts) || attempts, 100));
  return `How many times it is tried in all${retries === null ? "" : `: ${retries}`}.`;
}

type TextName = "id" | "limit" | "queue" | "priority" | "attempts" | "tags";
const OPTIONS = [
  "id",
  "overlap",
  "missed",
  "limit",
  "queue",
  "priority",
  "attempts",
  "timeoutMs",
  "startDeadlineMs",
  "tags",
];

/** A tag's own error stands at the field of them all. */
const errorOf = (errors: Record<string, string>, name: string) =>
  errors[name] ?? Object.entries(errors).find(([path]) => path.startsWith(`${name}.`))?.[1];
