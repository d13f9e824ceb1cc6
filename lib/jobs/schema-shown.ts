import type { JobType } from "./catalog.ts";
import type { Json } from "./json.ts";
import type { Redaction } from "./redaction.ts";
import { alternatives, isMarked, isPlainObject, type Schema } from "./secret-places.ts";

/** What of a schema holds values, and no words that every caller must know, as an enum does. */
const VALUES: ReadonlySet<string> = new Set(["default", "examples", "example"]);
/** Lists of schemas of the same value. */
const BRANCHES: ReadonlySet<string> = new Set(["anyOf", "oneOf", "allOf"]);

/** A job type as it may be shown: without the defaults of its secrets, and the secrets of the schedules it declares. */
export function typeShown<T extends JobType>(type: T, redaction: Redaction): T {
  const { argsSchema: schema } = type;
  return {
    ...type,
    argsSchema: shownBy({ redaction, root: schema }, schema, ["args"]),
    schedules: type.schedules.map((schedule) => ({
      ...schedule,
      args: redaction.hide(schedule.args, "args", { schema }).value,
    })),
  };
}

interface Context {
  redaction: Redaction;
  root: Schema;
}

function shownBy(context: Context, schema: Schema, path: string[]): Schema {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]): [string, Json][] => {
      if (VALUES.has(name)) return givesAway(context, schema, value, path) ? [] : [[name, value]];
      return [[name, partShown(context, name, value, path)]];
    }),
  );
}

function partShown(context: Context, name: string, value: Json, path: string[]): Json {
  const shown = (each: Json, to: string[]) =>
    isPlainObject(each) ? shownBy(context, each, to) : each;
  const ofEach = (all: Json, to: (key: string) => string[]) =>
    isPlainObject(all)
      ? Object.fromEntries(Object.entries(all).map(([key, each]) => [key, shown(each, to(key))]))
      : all;
  if (Array.isArray(value)) {
    if (BRANCHES.has(name)) return value.map((each) => shown(each, path));
    if (name !== "prefixItems") return value;
    return value.map((each, index) => shown(each, [...path, String(index)]));
  }
  if (name === "properties") return ofEach(value, (key) => [...path, key]);
  if (name === "patternProperties") return ofEach(value, () => [...path, "*"]);
  // What is referred to may stand anywhere.
  if (name === "$defs") return ofEach(value, () => ["*"]);
  if (name === "items" || name === "additionalProperties") return shown(value, [...path, "*"]);
  return value;
}

/** Whether a value is a secret, or has one in it. */
function givesAway(
  { redaction, root }: Context,
  schema: Schema,
  value: Json,
  path: string[],
): boolean {
  if (redaction.isSecretAt(path) || alternatives(schema, root).some(isMarked)) return true;
  const known = { ...schema, $defs: root.$defs ?? {} };
  const { value: shown } = redaction.hide(value, path.join("."), { schema: known });
  return JSON.stringify(shown) !== JSON.stringify(value);
}
