"use client";
import { Field, Select, TextArea } from "@/app/_ui/fields.tsx";
import { retentionText } from "@/app/_ui/limits.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { parentIds } from "../asked/asked-limits.ts";
import type { FormState } from "../asked/form-state.ts";
import { Fold } from "../fold.tsx";
import type { FormPartProps } from "../part-props.ts";
import { LengthInput } from "../typed/length-input.tsx";
import { ConcurrencyFields, RateFields } from "./key-fields.tsx";
import { OptionGroup } from "./option-group.tsx";
import { UniqueFields } from "./unique-fields.tsx";

type LimitFieldsProps = FormPartProps & { type: JobTypeEntry; isPeriodic: boolean };

const GROUPS = ["unique", "concurrency", "rateLimit", "parents", "onParentFailure", "retention"];

/** What a job has in common with others, and how long it is kept. */
export const LimitFields = ({ type, isPeriodic, ...part }: LimitFieldsProps) => (
  <Fold
    title="Limits and order"
    about={
      isPeriodic
        ? "concurrency, rate, retention"
        : "unique key, concurrency, rate, parents, retention"
    }
    fields={GROUPS}
    errors={part.errors}
    isSet={hasLimits(part.form)}
  >
    {!isPeriodic && <UniqueFields {...part} />}
    <ConcurrencyFields type={type} {...part} />
    <RateFields type={type} {...part} />
    {!isPeriodic && <ParentFields {...part} />}
    <RetentionFields type={type} {...part} />
  </Fold>
);

function hasLimits({ unique, concurrency, rateLimit, parents, retention }: FormState): boolean {
  const kept = Object.values(retention).map(({ amount }) => amount);
  return [unique.key, concurrency.key, rateLimit.key, parents, ...kept].some((text) => text !== "");
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
