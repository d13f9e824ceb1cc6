"use client";
import type { Json } from "@/lib/jobs/json.ts";
import type { KindProps } from "./field-props.ts";
import { GroupField } from "./group-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { fieldKind, isSchema, type Value } from "./schema.ts";

/** Draws an object whose fields have names in the schema. */
export function ObjectField(props: KindProps<"object">) {
  const { kind, path, value, errors, onChange } = props;
  const object = isSchema(value) ? value : {};
  const names = kind.fields.map(({ name }) => name);
  return (
    <GroupField {...props} start={{}}>
      {kind.fields.map(({ name, schema, isRequired }) => (
        <SchemaField
          key={name}
          schema={schema}
          label={fieldKind(schema).title || name}
          path={`${path}.${name}`}
          value={object[name]}
          isRequired={isRequired && schema.default === undefined}
          errors={errors}
          onChange={(next) => onChange(inOrder(names, { ...object, [name]: next }))}
        />
      ))}
      {kind.fields.length === 0 && <p className="text-ink-3">It takes none.</p>}
    </GroupField>
  );
}

/** In the order of the schema, so that what is shown as JSON does not jump about; without what is left out. */
const inOrder = (names: string[], object: Record<string, Value>) =>
  Object.fromEntries(
    [...names, ...Object.keys(object)]
      .map((name) => [name, object[name]])
      .filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
