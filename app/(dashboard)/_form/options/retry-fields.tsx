"use client";
import { durationText } from "@/app/_ui/durations.ts";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { retriesText } from "@/app/_ui/retries.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { JobBackoff } from "@/lib/jobs/backoff.ts";
import { effectiveBackoff, percent } from "../asked/asked-retries.ts";
import type { FormState } from "../asked/form-state.ts";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { OptionGroup } from "./option-group.tsx";

const MOST_ATTEMPTS = 100;
const KINDS: Record<JobBackoff["kind"], string> = {
  exponential: "doubling each time",
  fixed: "the same each time",
  custom: "by its own code",
};

export function RetryFields({
  form,
  errors,
  onChange,
  type,
}: FormPartProps & { type: JobTypeEntry }) {
  const { backoff } = form;
  const change = (part: Partial<typeof backoff>) => onChange({ backoff: { ...backoff, ...part } });
  const ofType = type.backoff;
  return (
    <OptionGroup title="Retries" help={curveText(type, form)}>
      <Field
        label="Attempts"
        hint="How many times it is tried in all."
        error={errors.attempts}
        optional
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="numeric"
            placeholder={String(type.attempts)}
            value={form.attempts}
            onChange={({ target }) => onChange({ attempts: target.value })}
          />
        )}
      </Field>
      <Field label="Wait between them" error={errors["backoff.kind"]} optional>
        {(wiring) => (
          <Select
            {...wiring}
            value={backoff.kind}
            onChange={({ target }) => change({ kind: target.value as typeof backoff.kind })}
          >
            <option value="">as its type: {KINDS[ofType.kind]}</option>
            <option value="exponential">{KINDS.exponential}</option>
            <option value="fixed">{KINDS.fixed}</option>
          </Select>
        )}
      </Field>
      <Field label="First wait" error={errors["backoff.delayMs"]} optional>
        {(wiring) => (
          <LengthInput
            {...wiring}
            name="the first wait"
            placeholder={durationText(ofType.delayMs)}
            value={backoff.delay}
            onChange={(delay) => change({ delay })}
          />
        )}
      </Field>
      <Field label="Longest wait" error={errors["backoff.maxDelayMs"]} optional>
        {(wiring) => (
          <LengthInput
            {...wiring}
            name="the longest wait"
            placeholder={durationText(ofType.maxDelayMs)}
            value={backoff.maxDelay}
            onChange={(maxDelay) => change({ maxDelay })}
          />
        )}
      </Field>
      <Field
        label="Spread in percent"
        hint="So that many that failed at once are not tried at once."
        error={errors["backoff.jitter"]}
        optional
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="decimal"
            placeholder={String(percent(ofType.jitter))}
            value={backoff.spread}
            onChange={({ target }) => change({ spread: target.value })}
          />
        )}
      </Field>
    </OptionGroup>
  );
}

/** The waits between attempts, as they come of what is typed. */
function curveText({ attempts, backoff }: JobTypeEntry, form: FormState): string {
  const most = Math.min(Number(form.attempts) || attempts, MOST_ATTEMPTS);
  const retries = retriesText(effectiveBackoff(form, backoff), most);
  return retries === null ? "It is tried once." : `It ${retries}.`;
}
