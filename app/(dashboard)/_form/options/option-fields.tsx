"use client";
import { durationText } from "@/app/_ui/durations.ts";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { FormState } from "../asked/form-state.ts";
import type { Errors } from "../asked/request.ts";
import { Fold } from "../fold.tsx";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { RetryFields } from "./retry-fields.tsx";

const FIELDS = ["queue", "priority", "attempts", "backoff", "timeoutMs", "startDeadlineMs", "tags"];

type OptionFieldsProps = FormPartProps & {
  type: JobTypeEntry;
  /** Why the queue cannot be another. */
  queueIsFixed?: string;
};

/** What comes from the job type unless it is said here. */
export function OptionFields({ type, queueIsFixed, ...part }: OptionFieldsProps) {
  const { form, errors, onChange } = part;
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
    <Fold
      title="Options"
      about="queue, priority, retries, timeout, tags"
      fields={FIELDS}
      errors={errors}
      isSet={hasOptions(form, queueIsFixed !== undefined)}
    >
      <div className="grid gap-3.5 border-b border-line p-3.5 sm:grid-cols-2 lg:grid-cols-3">
        {queueIsFixed === undefined ? (
          text("queue", "Queue", type.queue)
        ) : (
          <Field label="Queue" hint={queueIsFixed} error={errors.queue}>
            {(wiring) => <TextInput {...wiring} readOnly value={form.queue} />}
          </Field>
        )}
        {text("priority", "Priority", String(type.priority), "0 to 9; a higher one runs first.")}
        {text("tags", "Tags", "none", "Divided by commas.")}
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
              placeholder={
                type.startDeadlineMs === null ? "any time" : durationText(type.startDeadlineMs)
              }
              value={form.startDeadline}
              onChange={(startDeadline) => onChange({ startDeadline })}
            />
          )}
        </Field>
      </div>
      <RetryFields type={type} {...part} />
    </Fold>
  );
}

type TextName = "queue" | "priority" | "tags";

/** A tag's own error stands at the field of them all. */
const errorOf = (errors: Errors, name: string) =>
  errors[name] ?? Object.entries(errors).find(([path]) => path.startsWith(`${name}.`))?.[1];

function hasOptions(form: FormState, isQueueFixed: boolean): boolean {
  const { queue, priority, tags, timeout, startDeadline, attempts, backoff } = form;
  const typed = [priority, tags, timeout.amount, startDeadline.amount, attempts, backoff.kind];
  return (!isQueueFixed && queue !== "") || typed.some((text) => text !== "");
}
