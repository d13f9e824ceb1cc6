import type { Json } from "./json.ts";

/** A JSON Schema. */
export type Schema = Record<string, Json>;

/** Deeper than this, references and branches are not followed: a schema may refer to itself. */
const MOST_DEPTH = 8;

export const isPlainObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A schema, those it refers to, and all its branches: what any of them calls a secret is one. */
export function alternatives(schema: Schema, root: Schema, depth = 0): Schema[] {
  if (depth > MOST_DEPTH) return [schema];
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
    Array.isArray(list) ? list.filter(isPlainObject) : [],
  );
  const named = typeof schema.$ref === "string" ? referred(schema.$ref, root) : null;
  return [
    schema,
    ...[...branches, ...(named ? [named] : [])].flatMap((branch) =>
      alternatives(branch, root, depth + 1),
    ),
  ];
}

function referred(ref: string, root: Schema): Schema | null {
  let found: Json | undefined = root;
  for (const part of ref.replace(/^#\/?/, "").split("/").filter(Boolean))
    found = isPlainObject(found)
      ? found[part.replaceAll("~1", "/").replaceAll("~0", "~")]
      : undefined;
  return isPlainObject(found) ? found : null;
}

/** What the schemas of a value say of one of its members. */
export function schemasBelow(schemas: Schema[], key: string, root: Schema): Schema[] {
  return schemas.flatMap((schema) => {
    const { properties, prefixItems, items, additionalProperties, patternProperties } = schema;
    const own =
      isPlainObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const positioned = Array.isArray(prefixItems) ? prefixItems[Number(key)] : undefined;
    const patterned = isPlainObject(patternProperties) ? Object.values(patternProperties) : [];
    return [own ?? positioned ?? items ?? additionalProperties, ...patterned]
      .filter(isPlainObject)
      .flatMap((found) => alternatives(found, root));
  });
}

export const isMarked = ({ writeOnly }: Schema) => writeOnly === true;

/** Whether a schema marks anything as secret; looked up once a schema. */
const marking = new WeakMap<Schema, boolean>();

export function hasSecrets(schema: Schema): boolean {
  let has = marking.get(schema);
  if (has === undefined) {
    has = JSON.stringify(schema).includes('"writeOnly":true');
    marking.set(schema, has);
  }
  return has;
}

/**
 * The places in a value that its schema marks as secret, such as `customers.0.pin`; "" for the whole. They are kept with a job, so
 * that its secrets are known for as long as it is, whatever becomes of its type.
 */
export function secretPlaces(value: Json, schema: Schema): string[] {
  if (!hasSecrets(schema)) return [];
  const places: string[] = [];
  const look = (inner: Json, path: string[], schemas: Schema[]): void => {
    if (schemas.some(isMarked)) places.push(path.join("."));
    else if (typeof inner === "object" && inner !== null && schemas.length > 0)
      for (const [key, child] of Object.entries(inner))
        look(child, [...path, key], schemasBelow(schemas, key, schema));
  };
  look(value, [], alternatives(schema, schema));
  return places;
}
