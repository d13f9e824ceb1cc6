"use client";
import { AddButton, Removable } from "./add-remove.tsx";
import type { KindProps } from "./field-props.ts";
import { GroupField } from "./group-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { startValue } from "./schema.ts";

/** Draws a list of any length, all of one kind. */
export function ListField(props: KindProps<"list">) {
  const { kind, label, path, value, errors, onChange } = props;
  const list = Array.isArray(value) ? value : [];
  return (
    <GroupField {...props} start={[]}>
      {list.map((each, index) => (
        <Removable
          key={index}
          name={`item ${index + 1} of ${label}`}
          onRemove={() => onChange(list.toSpliced(index, 1))}
        >
          <SchemaField
            schema={kind.item}
            label={`Item ${index + 1}`}
            path={`${path}.${index}`}
            value={each ?? undefined}
            isRequired
            errors={errors}
            onChange={(next) => onChange(list.with(index, next ?? null))}
          />
        </Removable>
      ))}
      <AddButton onClick={() => onChange([...list, startValue(kind.item) ?? null])}>
        Add an item
      </AddButton>
    </GroupField>
  );
}
