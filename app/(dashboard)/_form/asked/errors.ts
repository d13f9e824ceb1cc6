import { sentencesOf } from "@/app/_ui/sentences.ts";
import { ApiError, UnreachableError } from "@/lib/api/client.ts";
import { lengthText } from "../typed/typed.ts";
import type { FormState } from "./form-state.ts";
import type { Errors } from "./request.ts";

/** Why something was not done: what is wrong with each field, by its path, and in a sentence. */
export interface Refusal {
  errors: Errors;
  message?: string;
}

/** What the server said, as it stands at the fields. @throws what is no refusal */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiError || error instanceof UnreachableError)) throw error;
  return { errors: sentencesOf(withUnits(error.fieldErrors)), message: error.message };
}

/** Lengths travel in milliseconds, and nobody types them so: "must be at most 86400000; it was 172800000" becomes "… 1 day; it was 2 days". */
export const withUnits = (errors: Errors): Errors =>
  Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [
      path,
      isLength(path)
        ? message.replace(/(?<=^must be at (?:least|most) |; it was )\d+(?![\d.])/g, (ms) =>
            lengthText(Number(ms)),
          )
        : message,
    ]),
  );

const isLength = (path: string) => path.endsWith("Ms") || path === "every" || path === "afterEnd";

/** What was said about a field is no longer so once it has changed. */
export function errorsAfter(part: Partial<FormState>, errors: Errors): Errors {
  const changed = Object.keys(part).flatMap((name) => PATHS[name] ?? [name]);
  const isKept = (path: string) =>
    !changed.some((field) => path === field || path.startsWith(`${field}.`));
  return Object.keys(errors).every(isKept)
    ? errors
    : Object.fromEntries(Object.entries(errors).filter(([path]) => isKept(path)));
}

/** The fields of the form whose paths in the request are others, and those that others depend on. */
const PATHS: Record<string, string[]> = {
  due: ["runAt"],
  delay: ["delayMs"],
  trigger: ["every", "cron", "timeZone", "afterEnd", "anchor", "immediately"],
  anchor: ["anchor", "immediately"],
  anchorAt: ["anchor"],
  startAt: ["startAt", "endAt"],
  jitter: ["jitterMs"],
  timeout: ["timeoutMs"],
  startDeadline: ["startDeadlineMs"],
};
