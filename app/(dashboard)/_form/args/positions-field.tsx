"use client";
import { AddButton, Removable } from "./add-remove.tsx";
import type { KindProps } from "./field-props.ts";
import { Group } from "./group.tsx";
import { SchemaField } from "./schema-field.tsx";
import { fieldKind, startValue, type Value } from "./schema.ts";

/** Draws a tuple: each position has a schema of its own, and what may follow them has one too. */
export function PositionsField({
  kind: { items, rest },
  label,
  path,
  value,
  errors,
  onChange,
}: KindProps<"positions">) {
  const list = Array.isArray(value) ? value : [];
  const schemas = [...items, ...(rest ? list.slice(items.length).map(() => rest) : [])];
  const change = (index: number, next: Value) =>
    onChange(schemas.map((_, at) => (at === index ? (next ?? null) : (list[at] ?? null))));
  return (
    <Group label={label} path={path} error={errors[path]}>
      {schemas.map((schema, index) => (
        <Removable
          // A position is its own name.
          key={index}
          name={`argument ${index + 1}`}
          onRemove={index < items.length ? undefined : () => onChange(list.toSpliced(index, 1))}
        >
          <SchemaField
            schema={schema}
            label={fieldKind(schema).title || `Argument ${index + 1}`}
            path={`${path}.${index}`}
            value={list[index] ?? undefined}
            isRequired
            errors={errors}
            onChange={(next) => change(index, next)}
          />
        </Removable>
      ))}
      {rest && (
        <AddButton onClick={() => onChange([...list, startValue(rest) ?? null])}>
          Add an argument
        </AddButton>
      )}
    </Group>
  );
}
