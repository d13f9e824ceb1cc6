import type {
  ConcurrencyLimit,
  JobRetention,
  QueueLimits,
  Rate,
  RateLimit,
  UniqueKey,
} from "@/lib/jobs/limits.ts";
import { durationText } from "./durations.ts";
import { countText, plural } from "./numbers.ts";

/** "2 of crm at once". */
export const concurrencyText = ({ key, limit }: ConcurrencyLimit) =>
  `${countText(limit)} of ${key} at once`;

/** "5 starts in any 1 min". */
export const rateText = ({ limit, perMs }: Rate) =>
  `${plural(limit, "start")} in any ${durationText(perMs)}`;

/** "5 starts of api in any 1 min". */
export const rateLimitText = ({ key, limit, perMs }: RateLimit) =>
  `${plural(limit, "start")} of ${key} in any ${durationText(perMs)}`;

/** "2 at once, 5 starts in any 1 min"; null without a limit. */
export function queueLimitsText({ concurrency, rate }: QueueLimits): string | null {
  const parts = [
    concurrency !== null && `${countText(concurrency)} at once`,
    rate !== null && rateText(rate),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : parts.join(", ");
}

/** "succeeded 1 h, failed 30 d"; what is not said is kept as long as its queue keeps it. */
export function retentionText({ succeededMs, failedMs, cancelledMs }: JobRetention): string {
  const parts = [
    ["succeeded", succeededMs],
    ["failed", failedMs],
    ["cancelled", cancelledMs],
  ] as const;
  const said = parts.flatMap(([word, ms]) =>
    ms === undefined ? [] : [`${word} ${ms === 0 ? "not at all" : durationText(ms)}`],
  );
  return said.length === 0 ? "as its queue" : said.join(", ");
}

const CONFLICTS: Record<UniqueKey["onConflict"], string> = {
  reject: "another one is not made",
  replace: "another one replaces it while it waits",
  debounce: "another one replaces it and its time while it waits",
};

/** "invoice-7: another one is not made; held for 5 min from its creation". */
export const uniqueText = ({ key, onConflict, windowMs }: UniqueKey) =>
  `${key}: ${CONFLICTS[onConflict]}${windowMs === undefined ? "" : `; held for ${durationText(windowMs)} from its creation`}`;
