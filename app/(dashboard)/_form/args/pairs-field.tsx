"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import type { Json } from "@/lib/jobs/json.ts";
import { AddButton, Removable } from "./add-remove.tsx";
import type { KindProps } from "./field-props.ts";
import { GroupField } from "./group-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { isSchema } from "./schema.ts";

/** Draws an object whose names are typed too, such as headers. */
export function PairsField(props: KindProps<"pairs">) {
  const { kind, path, value, errors, onChange } = props;
  const pairs = isSchema(value) ? Object.entries(value) : [];
  const put = (next: [string, Json][]) => onChange(Object.fromEntries(next));
  return (
    <GroupField {...props} start={{ "": "" }}>
      {pairs.map(([name, each], index) => (
        <Removable
          key={index}
          name={name || `pair ${index + 1}`}
          onRemove={() => put(pairs.toSpliced(index, 1))}
        >
          <div className="grid grid-cols-2 gap-3">
            <Field label="Name" error={errors[`${path}.${name}`]}>
              {(wiring) => (
                <TextInput
                  {...wiring}
                  value={name}
                  onChange={({ target }) => put(pairs.with(index, [target.value, each]))}
                />
              )}
            </Field>
            <SchemaField
              schema={kind.value}
              label="Value"
              path={`${path}.${name}`}
              value={each}
              isRequired
              errors={{}}
              onChange={(next) => put(pairs.with(index, [name, next ?? ""]))}
            />
          </div>
        </Removable>
      ))}
      <AddButton
        disabled={pairs.some(([name]) => name === "")}
        onClick={() => put([...pairs, ["", ""]])}
      >
        Add a pair
      </AddButton>
    </GroupField>
  );
}
