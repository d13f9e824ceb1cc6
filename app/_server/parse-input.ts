import type { z } from "zod";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import { CarillonError } from "@/lib/errors.ts";
import { fieldMessage, fieldsError, withValues } from "@/lib/field-messages.ts";
import type { Json } from "@/lib/jobs/json.ts";
import { Redaction, sayable } from "@/lib/jobs/redaction.ts";
import { readJson } from "./read-json.ts";

/** Only their job type knows which of the arguments are secret, and nobody has looked it up yet. */
const redaction = new Redaction(["input.args", "input.jobs.*.args", "input.callback.args"]);

/**
 * The parts of a request, checked against the contract.
 * @throws CarillonError not_found, invalid_fields, or what reading the body throws
 */
export async function parseInput(
  { params, query, body, isSecret = false }: Endpoint,
  request: Request,
  given: Record<string, unknown>,
) {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  return {
    params: params && named(params, given),
    query: query && checked(query, search, isSecret),
    body: body && checked(body, await readJson(request), isSecret),
  };
}

function named(schema: z.ZodType, given: Record<string, unknown>): unknown {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new CarillonError("not_found", "There is nothing by that name.");
}

/** A refusal has an entry for each bad field, which says what was given unless that may be a secret. */
function checked(schema: z.ZodType, input: unknown, isSecret: boolean): unknown {
  const parsed = schema.safeParse(input, { error: fieldMessage });
  if (parsed.success) return parsed.data;
  const error = fieldsError(parsed.error);
  if (isSecret) throw error;
  throw withValues(error, sayable(redaction.hide(input as Json, "input").value));
}
