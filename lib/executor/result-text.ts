import { MAX_RESULT_BYTES } from "../jobs/json.ts";
import { NonRetriableError } from "./interruption.ts";

/**
 * A result as it is kept: JSON, or "" for none.
 * @throws NonRetriableError for a result that JSON cannot hold or that is too large to keep
 */
export function resultText(result: unknown): string {
  if (result === undefined) return "";
  const text = jsonOf(result);
  // A character weighs up to three bytes: most results need no counting.
  const bytes = text.length * 3 > MAX_RESULT_BYTES ? Buffer.byteLength(text) : 0;
  if (bytes > MAX_RESULT_BYTES)
    throw new NonRetriableError(
      `The result weighs ${bytes} bytes; ${MAX_RESULT_BYTES} are kept. Store it elsewhere and return where.`,
    );
  return text;
}

function jsonOf(result: unknown): string {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = JSON.stringify(result);
  } catch (thrown) {
    cause = thrown;
  }
  // A function or a symbol has no JSON, and is no error to JSON.stringify.
  if (text === undefined)
    throw new NonRetriableError(
      "The result is not JSON: return plain values, without cycles, bigints and functions.",
      { cause },
    );
  return text;
}
