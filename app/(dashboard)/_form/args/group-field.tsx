"use client";
import type { ReactNode } from "react";
import type { Json } from "@/lib/jobs/json.ts";
import { AddButton } from "./add-remove.tsx";
import type { SchemaFieldProps } from "./field-props.ts";
import { Group } from "./group.tsx";

type GroupFieldProps = Omit<SchemaFieldProps, "schema"> & {
  /** What it holds once it is added. */
  start: Json;
  children: ReactNode;
};

/** A group that is a value. One that nobody asks for is a button until it is added, and can be left out again. */
export function GroupField(props: GroupFieldProps) {
  const { label, path, value, isRequired, errors, onChange, start, children } = props;
  const error = errors[path];
  if (!isRequired && value === undefined)
    return (
      <div>
        <AddButton onClick={() => onChange(start)}>{label}</AddButton>
        {error !== undefined && <p className="mt-1 text-sm font-medium text-failed">{error}</p>}
      </div>
    );
  return (
    <Group
      label={label}
      path={path}
      error={error}
      onRemove={isRequired ? undefined : () => onChange(undefined)}
    >
      {children}
    </Group>
  );
}
