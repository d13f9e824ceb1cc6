import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { MODES } from "../../../_form/asked/modes.ts";

export const newJobParsers = {
  mode: parseAsStringLiteral(MODES),
  type: parseAsString,
  /** A job to begin from. */
  from: parseAsString,
  /** A periodic job to begin from. */
  schedule: parseAsString,
};
export const loadNewJobQuery = createLoader(newJobParsers);
