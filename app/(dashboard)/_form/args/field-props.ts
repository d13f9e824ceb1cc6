import type { FieldKind, Schema, Value } from "./schema.ts";

export interface SchemaFieldProps {
  schema: Schema;
  label: string;
  /** From the root of the request: `args.to`. Errors are found by it. */
  path: string;
  value: Value;
  isRequired: boolean;
  errors: Record<string, string>;
  onChange: (value: Value) => void;
}

/** What the component that draws one kind of node is given. */
export type KindProps<Name extends FieldKind["kind"]> = SchemaFieldProps & {
  kind: Extract<FieldKind, { kind: Name }>;
};

/** The words around a single control. */
export const frameOf = ({
  label,
  path,
  isRequired,
  errors,
  kind,
}: SchemaFieldProps & { kind: FieldKind }) => ({
  label,
  hint: kind.description,
  error: errors[path],
  optional: !isRequired,
});
