"use client";
import { useState } from "react";
import { Field, Select, TextArea } from "@/app/_ui/fields.tsx";
import { retentionText } from "@/app/_ui/limits.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { parentIds } from "./asked-limits.ts";
import { ConcurrencyFields, RateFields } from "./key-fields.tsx";
import { LengthInput } from "./length-input.tsx";
import { OptionGroup } from "./option-group.tsx";
import { UniqueFields } from "./unique-fields.tsx";
import type { FormPartProps } from "./when-fields.tsx";

type LimitFieldsProps = FormPartProps & { type: JobTypeEntry; isPeriodic: boolean };

const GROUPS = ["unique", "concurrency", "rateLimit", "parents", "onParentFailure", "retention"];

/** What a job has in common with others, and how long it is kept. */
export function LimitFields({ type, isPeriodic, ...part }: LimitFieldsProps) {
  const [isOpen, setOpen] = useState(false);
  const hasError = Object.keys(part.errors).some((path) => GROUPS.includes(path.split(".")[0]!));
  return (
    <details
      className="rounded-md border border-line bg-panel"
      open={isOpen || hasError}
      // Opened by an error it stays open when that is mended.
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="px-3.5 py-2.5 font-semibold">
        Limits and order{" "}
        <span className="font-normal text-ink-3">
          {isPeriodic
            ? "concurrency, rate, retention"
            : "unique key, concurrency, rate, parents, retention"}
        </span>
      </summary>
      <div className="border-t border-line">
        {!isPeriodic && <UniqueFields {...part} />}
        <ConcurrencyFields type={type} {...part} />
        <RateFields type={type} {...part} />
        {!isPeriodic && <ParentFields {...part} />}
        <RetentionFields type={type} {...part} />
      </div>
    </details>
  );
}

function ParentFields({ form, errors, onChange }: FormPartProps) {
  return (
    <OptionGroup title="Parents" help="Other jobs, of any queue, that must have ended before it.">
      <Field
        label="Ids of its parents"
        hint="One a line, or divided by commas."
        error={parentsError(errors, parentIds(form.parents))}
        optional
      >
        {(wiring) => (
          <TextArea
            {...wiring}
            rows={3}
            className="font-mono text-[12.5px]"
            value={form.parents}
            onChange={({ target }) => onChange({ parents: target.value })}
          />
        )}
      </Field>
      <Field label="If one does not succeed" error={errors.onParentFailure} optional>
        {(wiring) => (
          <Select
            {...wiring}
            value={form.onParentFailure}
            onChange={({ target }) =>
              onChange({ onParentFailure: target.value as typeof form.onParentFailure })
            }
          >
            <option value="">cancel this job too (default)</option>
            <option value="wait">wait until it is retried and succeeds</option>
            <option value="run">run all the same</option>
          </Select>
        )}
      </Field>
    </OptionGroup>
  );
}

/** The first bad id stands before what is wrong with it, unless that names it. */
function parentsError(errors: Record<string, string>, ids: string[]): string | undefined {
  if (errors.parents !== undefined) return errors.parents;
  const path = Object.keys(errors).find((each) => each.startsWith("parents."));
  if (path === undefined) return undefined;
  const message = errors[path]!;
  const id = ids[Number(path.slice("parents.".length))] ?? "";
  return message.includes(id) ? message : `${id}: ${message}`;
}

const ENDS = [
  ["succeeded", "succeededMs", "Once succeeded"],
  ["failed", "failedMs", "Once failed"],
  ["cancelled", "cancelledMs", "Once cancelled"],
] as const;

function RetentionFields({ form, errors, onChange, type }: FormPartProps & { type: JobTypeEntry }) {
  return (
    <OptionGroup
      title="Retention"
      help={
        type.retention === null
          ? "How long it is kept once it has ended, where that is less than its queue keeps it. 0 keeps nothing."
          : `How long it is kept once it has ended. Its job type says: ${retentionText(type.retention)}.`
      }
    >
      {ENDS.map(([name, path, label]) => (
        <Field key={name} label={label} error={errors[`retention.${path}`]} optional>
          {(wiring) => (
            <LengthInput
              {...wiring}
              name={`the time it is kept ${label.toLowerCase()}`}
              placeholder="as its queue"
              value={form.retention[name]}
              onChange={(kept) => onChange({ retention: { ...form.retention, [name]: kept } })}
            />
          )}
        </Field>
      ))}
    </OptionGroup>
  );
}
