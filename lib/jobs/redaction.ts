import type { Json } from "./json.ts";
import { isSecretName } from "./secret-names.ts";
import {
  alternatives,
  isMarked,
  isPlainObject,
  type Schema,
  schemasBelow,
} from "./secret-places.ts";
import { HIDDEN, hiderOf, maskText } from "./secret-text.ts";

export interface Redacted {
  value: Json;
  /** The texts that were hidden, for other texts in which they may stand. */
  secrets: string[];
}

/** What is known of a value besides its names. */
export interface Known {
  /** Its JSON Schema, which may mark fields as secret. */
  schema?: Schema | null;
  /** Places in it that were secret when it was written; see `secretPlaces`. */
  places?: readonly string[];
}

/** Hides what must not be seen: fields that are named as secrets, fields at paths that were configured, and those their schema marks. */
export class Redaction {
  readonly #paths: string[][];

  /** @param paths such as `args.customer.iban`; `*` is any name or place */
  constructor(paths: string[] = []) {
    this.#paths = paths.map((path) => path.split("."));
  }

  /** @param at where the value stands: `args`, `result`, `args.customer` */
  hide(value: Json, at: string, { schema, places = [] }: Known = {}): Redacted {
    const secrets: string[] = [];
    const known = new Set(places);
    const walk = (inner: Json, path: string[], schemas: Schema[], isNamed = false): Json => {
      const isSecret =
        isNamed ||
        this.isSecretAt(path) ||
        (known.size > 0 && known.has(path.slice(1).join("."))) ||
        schemas.some(isMarked);
      if (isSecret && inner !== null) {
        collect(inner, secrets);
        return HIDDEN;
      }
      if (typeof inner === "string") return maskText(inner, (secret) => secrets.push(secret));
      return mapped(inner, (child, key) =>
        walk(
          child,
          [...path, key],
          schema ? schemasBelow(schemas, key, schema) : [],
          key === "value" && namesSecret(inner),
        ),
      );
    };
    const shown = walk(value, at.split("."), schema ? alternatives(schema, schema) : []);
    return { value: secrets.length > 0 ? hideInTexts(shown, secrets) : shown, secrets };
  }

  /** Whether what stands at a path is a secret by its name, or because it was configured; `*` in it is any place. */
  isSecretAt(path: string[]): boolean {
    return (
      (path.length > 1 && isSecretName(path.at(-1)!)) ||
      this.#paths.some((known) => isAt(known, path))
    );
  }
}

const isAt = (known: string[], path: string[]) =>
  known.length === path.length &&
  known.every((part, index) => part === "*" || path[index] === "*" || part === path[index]);

/** `{ name: "X-Api-Key", value: "…" }`: a list of headers, of variables. */
const namesSecret = (object: Json) =>
  isPlainObject(object) &&
  [object.name, object.key, object.header].some(
    (name) => typeof name === "string" && isSecretName(name),
  );

function collect(value: Json, secrets: string[]): void {
  if (typeof value === "string" || typeof value === "number") secrets.push(String(value));
  else if (typeof value === "object" && value !== null)
    for (const child of Object.values(value)) collect(child, secrets);
}

/** Hides secrets that are known in every text of a value. */
export function hideInTexts(value: Json, secrets: string[]): Json {
  const hide = hiderOf(secrets);
  const walk = (inner: Json): Json =>
    typeof inner === "string" ? hide(inner) : mapped(inner, walk);
  return walk(value);
}

function mapped(value: Json, change: (child: Json, key: string) => Json): Json {
  if (Array.isArray(value)) return value.map((child, index) => change(child, String(index)));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child, key)]));
}
