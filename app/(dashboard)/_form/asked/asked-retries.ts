import { type Backoff, DEFAULT_BACKOFF, type JobBackoff } from "@/lib/jobs/backoff.ts";
import type { JobOptions } from "@/lib/jobs/options.ts";
import {
  begun,
  type Length,
  lengthField,
  lengthMs,
  lengthOf,
  orAbsent,
  typedNumber,
  whole,
} from "../typed/typed.ts";

/** How often a job is tried and what lies between, as it is typed. What is empty is as its type says. */
export interface AskedRetries {
  attempts: string;
  backoff: {
    kind: "" | Backoff["kind"];
    delay: Length;
    maxDelay: Length;
    /** In percent of a wait. */
    spread: string;
  };
}

export function retriesAsked({ attempts, backoff }: Partial<JobOptions>): AskedRetries {
  return {
    attempts: typedNumber(attempts),
    backoff: {
      kind: backoff?.kind ?? "",
      delay: lengthOf(backoff?.delayMs, "seconds"),
      maxDelay: lengthOf(backoff?.maxDelayMs, "minutes"),
      spread: typedNumber(backoff && percent(backoff.jitter)),
    },
  };
}

/** A backoff is asked for as a whole: what is left empty of one that was begun is filled in from the type. */
export function retriesBody(form: AskedRetries, ofType: JobBackoff): Record<string, unknown> {
  const { kind, delay, maxDelay, spread } = form.backoff;
  const typed = begun({
    kind: orAbsent(kind),
    delayMs: lengthField(delay),
    maxDelayMs: lengthField(maxDelay),
    jitter: fractionOf(spread),
  });
  const asked = Object.entries(typed ?? {}).filter(([, value]) => value !== undefined);
  return {
    attempts: whole(form.attempts),
    backoff: typed && { ...backoffOf(ofType), ...Object.fromEntries(asked) },
  };
}

/** What the waits will be, as far as what is typed is understood. */
export function effectiveBackoff({ backoff }: AskedRetries, ofType: JobBackoff): JobBackoff {
  const { kind, delay, maxDelay, spread } = backoff;
  const jitter = fractionOf(spread);
  if (!begun({ kind, delay: delay.amount, maxDelay: maxDelay.amount, spread })) return ofType;
  const base = backoffOf(ofType);
  return {
    kind: kind === "" ? base.kind : kind,
    delayMs: lengthMs(delay) ?? base.delayMs,
    maxDelayMs: lengthMs(maxDelay) ?? base.maxDelayMs,
    jitter: typeof jitter === "number" ? jitter : base.jitter,
  };
}

/** One that the type's own code decides has numbers for when that code fails, and no kind that can be asked for. */
export const backoffOf = ({ kind, ...numbers }: JobBackoff): Backoff => ({
  ...numbers,
  kind: kind === "custom" ? DEFAULT_BACKOFF.kind : kind,
});

export const percent = (fraction: number) => Number((fraction * 100).toFixed(6));

function fractionOf(spread: string): number | string | undefined {
  const text = orAbsent(spread.replace("%", ""));
  const number = Number(text?.replace(",", "."));
  return text === undefined || Number.isNaN(number) ? text : Number((number / 100).toFixed(8));
}
