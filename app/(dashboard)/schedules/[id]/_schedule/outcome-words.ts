import type { LedgerOutcome } from "@/lib/api/schedules.ts";

/** What became of a planned time, as a line of the ledger says it. */
export const OUTCOME_WORDS: Record<LedgerOutcome, string> = {
  fired: "ran",
  coalesced: "missed; the latest ran for it",
  "overlap-skipped": "skipped: a run was still alive",
  "missed-window": "missed: too long ago",
  "missed-skipped": "missed, and not made up for",
  "missed-capped": "missed: too many at once",
  paused: "paused",
  skipped: "skipped by hand",
  cancelled: "cancelled before it ran",
  triggered: "run by hand, beside the plan",
  backfilled: "backfilled",
};
