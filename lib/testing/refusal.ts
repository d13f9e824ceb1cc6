import { expect } from "vitest";
import { CarillonError } from "../errors.ts";

/** The refusal that a call ends with; anything else fails the test. */
export async function refusal(call: Promise<unknown>): Promise<CarillonError> {
  const error = await call.then(
    (answer) => new Error(`It was not refused: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CarillonError)) throw error;
  expect(error.message.length).toBeGreaterThan(0);
  return error;
}
