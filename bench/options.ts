import { parseArgs } from "node:util";
import { MEASURE_IDS, type MeasureId, PRECISION_IDS } from "./measures/index.ts";
import { FULL, QUICK, type Sizes } from "./sizes.ts";
import { SUBJECT_IDS, type SubjectId, WITH_SCHEDULES } from "./subjects/index.ts";

export interface Options {
  sizes: Sizes;
  measures: MeasureId[];
  subjects: SubjectId[];
  jsonFile: string | null;
}

/** @throws with what is wrong and what is allowed */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      only: { type: "string" },
      subjects: { type: "string" },
      json: { type: "string" },
    },
  });
  const sizes = values.quick ? QUICK : FULL;
  const isPrecision = positionals[0] === "precision";
  // One round has 2,000 fires to take a percentile of.
  const rounds = isPrecision ? 1 : sizes.rounds;
  return {
    sizes: { ...sizes, rounds: values.rounds ? parseRounds(values.rounds) : rounds },
    measures: chosen("only", values.only, isPrecision ? PRECISION_IDS : MEASURE_IDS),
    subjects: chosen("subjects", values.subjects, isPrecision ? WITH_SCHEDULES : SUBJECT_IDS),
    jsonFile: values.json ?? null,
  };
}

export function parseRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds is ${text}. Give a whole number of 1 or more.`);
  return rounds;
}

/** In the order of `all`, whatever the order they were named in. */
function chosen<T extends string>(option: string, text: string | undefined, all: T[]): T[] {
  if (text === undefined) return all;
  const names = text.split(",");
  const unknown = names.find((name) => !(all as string[]).includes(name));
  if (unknown !== undefined)
    throw new Error(`--${option} names ${unknown}. There are: ${all.join(", ")}.`);
  return all.filter((id) => names.includes(id));
}
