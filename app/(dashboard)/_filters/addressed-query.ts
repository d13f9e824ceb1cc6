import type { z } from "zod";
import type { JobState } from "@/lib/jobs/states.ts";
import { rangeOfSpan, type Span } from "./time-range.ts";

type Address = Record<string, string | null> & { within: Span | null };

export interface AddressedQuery<Q> {
  query: Partial<Q>;
  /** The filters of the address that mean nothing. */
  ignored: string[];
}

/** What the address of a list asks for, without what it got wrong: a bad filter must not break the page. */
export function addressedQuery<S extends z.ZodObject>(
  schema: S,
  { within, ...address }: Address,
  nowMs: number,
): AddressedQuery<z.infer<S>> {
  const given = Object.entries(address).filter(([, value]) => value !== null && value !== "");
  const isGood = ([name, value]: [string, string | null]) =>
    schema.shape[name]?.safeParse(value).success === true;
  const query = Object.fromEntries(given.filter(isGood)) as Partial<z.infer<S>> & {
    state?: JobState;
  };
  return {
    query: within === null ? query : { ...query, ...rangeOfSpan(within, query.state, nowMs) },
    ignored: given.filter((entry) => !isGood(entry)).map(([name]) => name),
  };
}
