import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Json } from "@/lib/jobs/json.ts";
import { DEFAULT_MOST_MISSED } from "../../../../_form/asked/asked-timing.ts";
import { sameJson } from "../../../../_form/asked/untouched.ts";

/** A definition by what a person would say has changed: the trigger is one thing, and so is each argument. */
export type Facets = Record<string, Json>;

const TRIGGER_FIELDS = ["every", "cron", "timeZone", "afterEnd", "anchor", "immediately"];

/** In the order in which they are told. */
const ORDER = [
  "trigger",
  "startAt",
  "endAt",
  "limit",
  "overlap",
  "missed",
  "jitterMs",
  "pauseAfterFailures",
  "queue",
  "priority",
  "attempts",
  "backoff",
  "timeoutMs",
  "startDeadlineMs",
  "tags",
  "concurrency",
  "rateLimit",
  "retention",
];

/** The facets of definitions that are to be compared: arguments one by one, where all of them have names. */
export function facetsOf(definitions: PutSchedule[]): Facets[] {
  const haveNames = definitions.every(({ args }) => isObject(args));
  return definitions.map((definition) => facetsOfOne(withDefaults(definition), haveNames));
}

function facetsOfOne(definition: PutSchedule, haveNames: boolean): Facets {
  const { job: _, args, ...rest } = definition;
  const fields = Object.entries(rest as Facets).filter(([, value]) => value !== undefined);
  const isTrigger = ([name]: [string, Json]) => TRIGGER_FIELDS.includes(name);
  return {
    trigger: Object.fromEntries(fields.filter(isTrigger)),
    ...Object.fromEntries(fields.filter((field) => !isTrigger(field))),
    ...(haveNames
      ? Object.fromEntries(Object.entries(args!).map(([name, value]) => [`args.${name}`, value]))
      : { args }),
  };
}

/** The definition that facets are of. */
export function definitionFrom({ trigger, ...facets }: Facets, job: string): PutSchedule {
  const entries = Object.entries(facets);
  const named = entries.filter(([path]) => path.startsWith("args."));
  const others = entries.filter(([path]) => !path.startsWith("args."));
  const args = named.map(([path, value]) => [path.slice("args.".length), value] as const);
  return {
    ...(facets.args === undefined && { args: Object.fromEntries(args) }),
    ...(trigger as object),
    ...Object.fromEntries(others),
    job,
  } as PutSchedule;
}

/** The paths at which any of them differ. */
export function differing(all: Facets[]): string[] {
  const paths = [...new Set(all.flatMap((facets) => Object.keys(facets)))];
  return paths
    .filter((path) => all.some((facets) => !sameJson(facets[path], all[0]![path])))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const rank = (path: string) => (ORDER.includes(path) ? ORDER.indexOf(path) : ORDER.length);

/** With what the server makes of what is left out, so that the same thing compares as the same. */
function withDefaults(definition: PutSchedule): PutSchedule {
  const { overlap = "skip", missed = "latest", cron, timeZone = "UTC" } = definition;
  const { anchor, immediately, jitterMs, pauseAfterFailures, ...rest } = definition;
  return {
    ...rest,
    overlap,
    missed: {
      max: DEFAULT_MOST_MISSED,
      ...(typeof missed === "string" ? { policy: missed } : missed),
    },
    ...(cron !== undefined && { timeZone }),
    ...(anchor !== undefined && anchor !== "start" && { anchor }),
    ...(immediately && { immediately }),
    ...(jitterMs && { jitterMs }),
    ...(pauseAfterFailures && { pauseAfterFailures }),
  };
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
