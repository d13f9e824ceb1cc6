"use client";
import { Field, Select } from "@/app/_ui/fields.tsx";
import type { Json } from "@/lib/jobs/json.ts";
import type { KindProps } from "./field-props.ts";
import { whenNotChosen } from "./field-text.ts";
import { SchemaField } from "./schema-field.tsx";
import { isSchema, type Schema, startValue } from "./schema.ts";

/** Draws a union: a select of its variants, and under it the fields of the one that is chosen. */
export function VariantsField({ kind: { variants }, ...props }: KindProps<"variants">) {
  const { label, value, isRequired, onChange } = props;
  const index = value === undefined ? -1 : variantOf(variants, value);
  const current = variants[index];
  return (
    <div className="flex flex-col gap-3">
      <Field label={label} optional={!isRequired}>
        {(wiring) => (
          <Select
            {...wiring}
            value={index}
            onChange={({ target }) => {
              const chosen = variants[Number(target.value)];
              onChange(chosen && (startValue(chosen.schema) ?? emptyOf(chosen.schema)));
            }}
          >
            <option value={-1}>{whenNotChosen(isRequired)}</option>
            {variants.map(({ name }, at) => (
              <option key={name} value={at}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {current && current.schema.type !== "null" && (
        <SchemaField {...props} schema={current.schema} isRequired />
      )}
    </div>
  );
}

/** The first variant that has the shape of a value, or the first of all. */
const variantOf = (variants: { schema: Schema }[], value: Json) =>
  Math.max(
    0,
    variants.findIndex(({ schema }) => fits(schema, value)),
  );

/** Whether a value has the shape of a variant: the same type, and the same constants. */
function fits(schema: Schema, value: Json): boolean {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  if (schema.type === "integer" ? type !== "number" : schema.type !== type) return false;
  if (!isSchema(value) || !isSchema(schema.properties)) return true;
  return Object.entries(schema.properties).every(
    ([name, property]) =>
      !isSchema(property) || property.const === undefined || value[name] === property.const,
  );
}

/** What a variant begins with, of its own type: a text in place of a number would be another variant. */
function emptyOf({ type }: Schema): Json {
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return false;
    case "number":
    case "integer":
      return 0;
    case "object":
      return {};
    case "array":
      return [];
    default:
      return "";
  }
}
