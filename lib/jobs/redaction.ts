import type { Json } from "./json.ts";

/** What stands where a secret was. */
export const HIDDEN = "[redacted]";

const SECRET_NAMES =
  /^(.*[-_ ])?(pass(word|phrase|wd|code)?|secret|token|api[-_]?key|authorization|cookie|card([-_]?number)?|cvc|cvv|iban|credentials?|private[-_]?key)$/i;
/** camelCase and snake_case say the same: userPassword, user_password. */
const isSecretName = (name: string) =>
  SECRET_NAMES.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));

/** Secrets in free text: a bearer token, the password of a URL. */
const IN_TEXT: [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w~+/.=-]{8,}/gi, `$1 ${HIDDEN}`],
  // A scheme has an end, so that a text of a million letters is not looked through from each of them.
  [/\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:)[^\s/@]+@/gi, `$1${HIDDEN}@`],
];
/** A shorter value than this stands in too many texts that have nothing to do with it. */
const LEAST_SECRET_CHARS = 6;

/** Each costs a look through each text: a hundred thousand of them in a job would stop the server that shows it. */
const MOST_SECRETS = 200;

type Schema = Record<string, Json>;

export interface Redacted {
  value: Json;
  /** The texts that were hidden, for other texts in which they may stand. */
  secrets: string[];
}

/** Hides what must not be seen: fields that are named as secrets, fields at paths that were configured, and those their schema marks. */
export class Redaction {
  readonly #paths: string[][];

  /** @param paths such as `args.customer.iban`; `*` is any name or place */
  constructor(paths: string[] = []) {
    this.#paths = paths.map((path) => path.split("."));
  }

  /** @param at where the value stands: `args`, `result` */
  hide(value: Json, at: string, schema: Schema | null = null): Redacted {
    const secrets: string[] = [];
    return { value: this.#walk(value, [at], schema ? [schema] : [], schema, secrets), secrets };
  }

  #walk(
    value: Json,
    path: string[],
    schemas: Schema[],
    root: Schema | null,
    secrets: string[],
  ): Json {
    const name = path.at(-1)!;
    const isSecret =
      (path.length > 1 && isSecretName(name)) ||
      this.#paths.some((known) => isAt(known, path)) ||
      schemas.some(({ writeOnly }) => writeOnly === true);
    if (isSecret && value !== null) {
      collect(value, secrets);
      return HIDDEN;
    }
    if (typeof value !== "object" || value === null) return value;
    const inner = (key: string, child: Json) =>
      this.#walk(child, [...path, key], below(schemas, key, root), root, secrets);
    if (Array.isArray(value)) return value.map((child, index) => inner(String(index), child));
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, inner(key, child)]),
    );
  }
}

const isAt = (known: string[], path: string[]) =>
  known.length === path.length &&
  known.every((part, index) => part === "*" || part === path[index]);

function collect(value: Json, secrets: string[]): void {
  if (typeof value === "string" || typeof value === "number") {
    if (String(value).length >= LEAST_SECRET_CHARS) secrets.push(String(value));
  } else if (typeof value === "object" && value !== null)
    for (const child of Object.values(value)) collect(child, secrets);
}

/** What the schemas of a value say of one of its members. */
function below(schemas: Schema[], key: string, root: Schema | null): Schema[] {
  return schemas.flatMap((schema) => {
    const { properties, prefixItems, items, additionalProperties } = schema;
    const own = isSchema(properties) ? properties[key] : undefined;
    const positioned = Array.isArray(prefixItems) ? prefixItems[Number(key)] : undefined;
    return [own ?? positioned ?? items ?? additionalProperties]
      .filter(isSchema)
      .flatMap((found) => alternatives(found, root));
  });
}

/** A schema, those it refers to, and all its branches: what any of them calls a secret is one. */
function alternatives(schema: Schema, root: Schema | null, depth = 0): Schema[] {
  if (depth > 8) return [schema];
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
    Array.isArray(list) ? list.filter(isSchema) : [],
  );
  const named = typeof schema.$ref === "string" && root ? referred(schema.$ref, root) : null;
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
    found = isSchema(found) ? found[part] : undefined;
  return isSchema(found) ? found : null;
}

const isSchema = (value: Json | undefined): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Hides secrets that stand in free text: those that are known, and what looks like one. Of more than 200 known, none is looked for:
 * nothing is shown.
 */
export function hideInText(text: string, secrets: string[]): string {
  if (secrets.length > MOST_SECRETS) return HIDDEN;
  let shown = text;
  for (const secret of secrets) shown = shown.replaceAll(secret, HIDDEN);
  for (const [pattern, instead] of IN_TEXT) shown = shown.replace(pattern, instead);
  return shown;
}

/** What a refusal may repeat of an input that was redacted: nothing stands where something was hidden. */
export function sayable(redacted: Json): unknown {
  if (redacted === HIDDEN) return undefined;
  if (typeof redacted === "string") return hideInText(redacted, []);
  if (Array.isArray(redacted)) return redacted.map(sayable);
  if (typeof redacted !== "object" || redacted === null) return redacted;
  return Object.fromEntries(
    Object.entries(redacted).map(([name, child]) => [name, sayable(child)]),
  );
}

/** Puts back what a reader was not shown and sends on: where `HIDDEN` stands in `value`, what stood there before. */
export function unhidden(value: Json, before: Json | undefined): Json {
  if (value === HIDDEN) return before === undefined ? HIDDEN : before;
  if (Array.isArray(value))
    return value.map((child, index) =>
      unhidden(child, Array.isArray(before) ? before[index] : undefined),
    );
  if (typeof value !== "object" || value === null) return value;
  const known = isSchema(before) ? before : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, unhidden(child, known[key])]),
  );
}

/** The path of a place where `HIDDEN` stands; null when there is none. */
export function hiddenAt(value: Json, path: string[] = []): string | null {
  if (value === HIDDEN) return path.join(".");
  if (typeof value !== "object" || value === null) return null;
  for (const [key, child] of Object.entries(value)) {
    const found = hiddenAt(child, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
