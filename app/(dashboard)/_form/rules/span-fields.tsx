"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { OptionGroup } from "../options/option-group.tsx";
import type { FormPartProps } from "../part-props.ts";
import { WallTimeField } from "../typed/wall-time-field.tsx";

export const SpanFields = ({ form, errors, onChange }: FormPartProps) => (
  <OptionGroup
    title="Start and end"
    help="Both are included. After the last run it ends by itself."
  >
    <WallTimeField
      label="Not before"
      time={form.startAt}
      error={errors.startAt}
      hint="From its creation, when left empty."
      optional
      onChange={(startAt) => onChange({ startAt })}
    />
    <WallTimeField
      label="Not after"
      time={form.endAt}
      error={errors.endAt}
      hint="Without an end, when left empty."
      optional
      onChange={(endAt) => onChange({ endAt })}
    />
    <Field
      label="Most runs"
      hint="What is skipped does not count, nor what is run by hand."
      error={errors.limit}
      optional
    >
      {(wiring) => (
        <TextInput
          {...wiring}
          inputMode="numeric"
          placeholder="no limit"
          value={form.limit}
          onChange={({ target }) => onChange({ limit: target.value })}
        />
      )}
    </Field>
  </OptionGroup>
);
