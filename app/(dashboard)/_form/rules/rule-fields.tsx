"use client";
import { Fold } from "../fold.tsx";
import type { FormState } from "../asked/form-state.ts";
import type { FormPartProps } from "../part-props.ts";
import { MissedFields } from "./missed-fields.tsx";
import { OverlapFields } from "./overlap-fields.tsx";
import { SafetyFields } from "./safety-fields.tsx";
import { SpanFields } from "./span-fields.tsx";

const FIELDS = ["startAt", "endAt", "limit", "overlap", "missed", "jitterMs", "pauseAfterFailures"];

/** What a periodic job keeps to, beyond its times. */
export const RuleFields = (part: FormPartProps) => (
  <Fold
    title="Rules"
    about="start and end, overlaps, missed times, jitter, failures"
    fields={FIELDS}
    errors={part.errors}
    isSet={hasRules(part.form)}
  >
    <SpanFields {...part} />
    <OverlapFields {...part} />
    <MissedFields {...part} />
    <SafetyFields {...part} />
  </Fold>
);

function hasRules({ startAt, endAt, limit, overlap, missed, ...safety }: FormState): boolean {
  const typed = [
    startAt.text,
    endAt.text,
    limit,
    missed.window.amount,
    safety.jitter.amount,
    safety.pauseAfterFailures,
  ];
  return overlap !== "skip" || missed.policy !== "latest" || typed.some((text) => text !== "");
}
