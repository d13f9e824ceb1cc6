"use client";
import { InstantField } from "@/app/_live/instant-field.tsx";
import { Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { UNTIL_NAMES, type PauseForm, UNTIL_WORDS } from "./pause-form.ts";

interface PauseFieldsProps {
  form: PauseForm;
  onChange: (change: Partial<PauseForm>) => void;
  errors: Record<string, string>;
}

/** Why it is paused, and for how long. */
export function PauseFields({ form, onChange, errors }: PauseFieldsProps) {
  const { reason, until, at } = form;
  return (
    <>
      <Field label="Why" optional hint="Stands on it, for those who wonder." error={errors.reason}>
        {(wiring) => (
          <TextInput
            {...wiring}
            maxLength={200}
            value={reason}
            onChange={({ target }) => onChange({ reason: target.value })}
          />
        )}
      </Field>
      <Field label="Until" error={until === "time" ? undefined : errors.until}>
        {(wiring) => (
          <Select
            {...wiring}
            value={until}
            onChange={({ target }) => onChange({ until: target.value as PauseForm["until"] })}
          >
            {UNTIL_NAMES.map((name) => (
              <option key={name} value={name}>
                {UNTIL_WORDS[name]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {until === "time" && (
        <InstantField
          label="When it resumes"
          value={at}
          onChange={(local) => onChange({ at: local })}
          error={errors.until}
        />
      )}
    </>
  );
}
