"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import type { FormPartProps } from "../part-props.ts";

export const NameField = ({ form, errors, onChange }: FormPartProps) => (
  <Field
    label="Name of the periodic job"
    hint="a-z, 0-9, dot, underscore, hyphen. It cannot be changed later."
    error={errors.id}
    optional
  >
    {(wiring) => (
      <TextInput
        {...wiring}
        value={form.id}
        placeholder="made from the job type"
        onChange={({ target }) => onChange({ id: target.value })}
      />
    )}
  </Field>
);
