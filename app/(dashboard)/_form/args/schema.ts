import type { Json } from "@/lib/jobs/json.ts";

/** A JSON Schema node as zod exports it. */
export type Schema = { [key: string]: Json };
/** What a field holds; undefined is "left out". */
export type Value = Json | undefined;

interface Described {
  title: string;
  description: string;
  fallback: Value;
}

/** How a node of the schema is drawn. What cannot be drawn is edited as JSON, that branch alone. */
export type FieldKind = Described &
  (
    | { kind: "text"; input: "text" | "email" | "url" | "date"; isLong: boolean }
    | { kind: "number"; isWhole: boolean; least?: number; most?: number }
    | { kind: "boolean" }
    | { kind: "choice"; options: Json[] }
    | { kind: "object"; fields: { name: string; schema: Schema; isRequired: boolean }[] }
    | { kind: "positions"; items: Schema[]; rest: Schema | null; required: number }
    | { kind: "list"; item: Schema }
    | { kind: "pairs"; value: Schema }
    | { kind: "variants"; variants: { name: string; schema: Schema }[] }
    | { kind: "json" }
  );

const LONG_TEXT_CHARS = 2_000;

export function fieldKind(schema: Schema): FieldKind {
  return { ...described(schema), ...kindOf(schema) };
}

type Kind = FieldKind extends infer Each
  ? Each extends FieldKind
    ? Omit<Each, keyof Described>
    : never
  : never;

function kindOf(schema: Schema): Kind {
  if (Array.isArray(schema.enum)) return { kind: "choice", options: schema.enum };
  if (schema.const !== undefined) return { kind: "choice", options: [schema.const] };
  const variants = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(variants)) return variantsOf(variants.filter(isSchema));
  switch (schema.type) {
    case "string":
      return textOf(schema);
    case "number":
    case "integer":
      return {
        kind: "number",
        isWhole: schema.type === "integer",
        least: numberOr(schema.minimum),
        most: numberOr(schema.maximum),
      };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return arrayOf(schema);
    case "object":
      return objectOf(schema);
    default:
      return { kind: "json" };
  }
}

function textOf({ format, maxLength }: Schema): Kind {
  const input =
    format === "email" ? "email" : format === "uri" ? "url" : format === "date" ? "date" : "text";
  return {
    kind: "text",
    input,
    isLong: typeof maxLength === "number" && maxLength > LONG_TEXT_CHARS,
  };
}

function arrayOf({ prefixItems, items, minItems }: Schema): Kind {
  if (Array.isArray(prefixItems)) {
    const positions = prefixItems.filter(isSchema);
    return {
      kind: "positions",
      items: positions,
      rest: isSchema(items) ? items : null,
      required: typeof minItems === "number" ? minItems : positions.length,
    };
  }
  return isSchema(items) ? { kind: "list", item: items } : { kind: "json" };
}

function objectOf({ properties, required, additionalProperties }: Schema): Kind {
  if (isSchema(properties)) {
    const names = Array.isArray(required) ? required : [];
    const fields = Object.entries(properties)
      .filter((entry): entry is [string, Schema] => isSchema(entry[1]))
      .map(([name, schema]) => ({ name, schema, isRequired: names.includes(name) }));
    return { kind: "object", fields };
  }
  return isSchema(additionalProperties) && Object.keys(additionalProperties).length > 0
    ? { kind: "pairs", value: additionalProperties }
    : { kind: "json" };
}

/** A choice between constants is one select; between objects, a select that swaps the fields. */
function variantsOf(variants: Schema[]): Kind {
  if (variants.every((variant) => variant.const !== undefined))
    return { kind: "choice", options: variants.map((variant) => variant.const!) };
  return {
    kind: "variants",
    variants: variants.map((schema, index) => ({ name: variantName(schema, index), schema })),
  };
}

function variantName(schema: Schema, index: number): string {
  if (typeof schema.title === "string") return schema.title;
  if (isSchema(schema.properties)) {
    for (const property of Object.values(schema.properties))
      if (isSchema(property) && typeof property.const === "string") return property.const;
  }
  return typeof schema.type === "string" ? schema.type : `Form ${index + 1}`;
}

function described(schema: Schema): Described {
  return {
    title: typeof schema.title === "string" ? schema.title : "",
    description: typeof schema.description === "string" ? schema.description : "",
    fallback: schema.default,
  };
}

/** What a form begins with: the shape that is required, and nothing in it that would be made up. */
export function startValue(schema: Schema): Value {
  const kind = fieldKind(schema);
  switch (kind.kind) {
    case "object":
      return Object.fromEntries(
        kind.fields
          .filter(({ isRequired, schema: field }) => isRequired && field.default === undefined)
          .map(({ name, schema: field }) => [name, startValue(field)])
          .filter((entry): entry is [string, Json] => entry[1] !== undefined),
      );
    case "positions":
      return kind.items
        .slice(0, kind.required)
        .map((item) => startValue(item) ?? item.default ?? null);
    case "list":
      return [];
    case "pairs":
      return {};
    case "choice":
      return kind.options.length === 1 ? kind.options[0] : undefined;
    case "variants":
      return kind.variants[0] && startValue(kind.variants[0].schema);
    default:
      return undefined;
  }
}

export const isSchema = (value: Json | undefined): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const numberOr = (value: Json | undefined) => (typeof value === "number" ? value : undefined);
