import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const MODES = ["now", "in", "at", "periodic"] as const;
export type Mode = (typeof MODES)[number];

export const newJobParsers = {
  mode: parseAsStringLiteral(MODES).withDefault("now"),
  type: parseAsString,
  /** A job to begin from. */
  from: parseAsString,
};
export const loadNewJobQuery = createLoader(newJobParsers);
