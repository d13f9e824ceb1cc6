"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { HIDDEN } from "@/lib/jobs/secret-text.ts";
import { AddButton } from "./add-remove.tsx";
import { frameOf, type SchemaFieldProps } from "./field-props.ts";
import { fieldKind, startValue } from "./schema.ts";

/** Draws a secret that is no text: what is in it is not known here, and it is replaced whole or not at all. */
export function HiddenField(props: SchemaFieldProps) {
  const { schema, onChange } = props;
  return (
    <div className="flex flex-col items-start gap-2">
      <Field {...frameOf({ ...props, kind: fieldKind(schema) })}>
        {(wiring) => <TextInput {...wiring} value={HIDDEN} readOnly />}
      </Field>
      <AddButton onClick={() => onChange(startValue(schema))}>Give another value</AddButton>
    </div>
  );
}
