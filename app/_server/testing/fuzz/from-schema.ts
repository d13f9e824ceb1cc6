import * as fc from "fast-check";
import { knownText } from "./known-texts.ts";

/** As far as the OpenAPI document uses it. */
export interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}

const MOST_ITEMS = 4;
const MOST_CHARS = 40;
/** Of these only one may be given. */
const ONE_OF = [
  ["every", "cron", "afterEnd"],
  ["runAt", "delayMs"],
];

export const anyJson = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });

/** Values that a schema of the OpenAPI document allows; what stands in prose only, they may break. */
export class FromSchema {
  readonly #schemas: Record<string, Schema>;
  readonly #made = new Map<string, fc.Arbitrary<unknown>>();

  constructor(schemas: Record<string, Schema>) {
    this.#schemas = schemas;
  }

  /** @param name of the field, which says more than its schema: whose id it is */
  of(schema: Schema, name: string): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.#referred(schema.$ref.split("/").at(-1)!);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) return fc.oneof(...branches.map((branch) => this.of(branch, name)));
    switch (schema.type) {
      case "string":
        return knownText(name) ?? textOf(schema);
      case "integer":
        return fc.integer(rangeOf(schema));
      case "number":
        return fc.double({ ...rangeOf(schema), noNaN: true });
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "array":
        return this.#list(schema, name);
      case "object":
        return schema.properties ? this.#object(schema) : this.#record(schema);
      default:
        return anyJson;
    }
  }

  /** One that refers to itself is any JSON. */
  #referred(name: string): fc.Arbitrary<unknown> {
    if (name.startsWith("__schema")) return anyJson;
    const known = this.#made.get(name) ?? this.of(this.#schemas[name]!, name);
    this.#made.set(name, known);
    return known;
  }

  #list({ items = {}, minItems = 0, maxItems = MOST_ITEMS }: Schema, name: string) {
    const maxLength = Math.max(minItems, Math.min(maxItems, MOST_ITEMS));
    return fc.array(this.of(items, name), { minLength: minItems, maxLength });
  }

  #object({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
    const fields = Object.entries(properties).map(([name, schema]) => {
      const value = name === "args" ? args : this.of(schema, name);
      const isRequired = required.includes(name) || name === "every";
      return fc.tuple(fc.constant(name), isRequired ? value : seldom(value));
    });
    return fc.tuple(fc.nat(), ...fields).map(([choice, ...pairs]) => objectOf(choice, pairs));
  }

  #record({ propertyNames = {}, additionalProperties = {} }: Schema): fc.Arbitrary<unknown> {
    const value = typeof additionalProperties === "object" ? additionalProperties : {};
    const name = fc.oneof(fc.constantFrom("a", "b", "c"), textOf(propertyNames));
    return fc.dictionary(name, this.of(value, "value"), { minKeys: 1, maxKeys: 3 });
  }
}

const ABSENT = Symbol("absent");
const seldom = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 5, arbitrary: fc.constant(ABSENT) },
    { weight: 1, arbitrary: value },
  );

const args = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(fc.string(), anyJson, { maxKeys: 4 }) },
);

function objectOf(choice: number, pairs: [string, unknown][]): Record<string, unknown> {
  const given = pairs.filter(([, value]) => value !== ABSENT);
  const dropped = ONE_OF.flatMap((names) => {
    const there = names.filter((name) => given.some(([each]) => each === name));
    return there.filter((_, index) => index !== choice % there.length);
  });
  return Object.fromEntries(given.filter(([name]) => !dropped.includes(name)));
}

const rangeOf = ({ minimum = 0, maximum = 1_000 }: Schema) => ({ min: minimum, max: maximum });

function textOf({ pattern, format, minLength = 0, maxLength = MOST_CHARS }: Schema) {
  if (format === "date-time") return instant;
  if (format === "date") return instant.map((text) => text.slice(0, 10));
  if (format === "uuid") return fc.uuid();
  const text = fc.string({
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, MOST_CHARS)),
    unit: "grapheme",
  });
  if (pattern === undefined) return text;
  // What fast-check cannot build from, it may still be held to.
  return pattern.includes("\\p{")
    ? text.filter((each) => new RegExp(pattern, "u").test(each))
    : fc.stringMatching(new RegExp(pattern));
}

const HOUR_MS = 3_600_000;
const NOW_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
const instant = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min: -48, max: 48 }).map((hours) => NOW_MS + hours * HOUR_MS),
    },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 4e12 }) },
  )
  .map((ms) => new Date(ms).toISOString());
