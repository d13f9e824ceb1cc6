import type { UniqueKey } from "@/lib/jobs/limits.ts";
import type { OneJobOptions, ParentFailure } from "@/lib/jobs/options.ts";
import {
  begun,
  type Length,
  lengthField,
  lengthOf,
  orAbsent,
  typedNumber,
  whole,
} from "../typed/typed.ts";

/** Keys, limits, parents and retention as they are typed. The names are those of the request. */
export interface AskedLimits {
  unique: { key: string; onConflict: "" | UniqueKey["onConflict"]; window: Length };
  concurrency: { key: string; limit: string };
  rateLimit: { key: string; limit: string; per: Length };
  /** Ids, one a line or divided by commas. */
  parents: string;
  onParentFailure: "" | ParentFailure;
  retention: { succeeded: Length; failed: Length; cancelled: Length };
}

/** As somebody would have typed what was asked for. */
export function limitsAsked(options: Partial<OneJobOptions>): AskedLimits {
  const { unique, concurrency, rateLimit, retention, parents = [], onParentFailure } = options;
  return {
    unique: {
      key: unique?.key ?? "",
      onConflict: unique?.onConflict ?? "",
      window: lengthOf(unique?.windowMs, "minutes"),
    },
    concurrency: { key: concurrency?.key ?? "", limit: typedNumber(concurrency?.limit) },
    rateLimit: {
      key: rateLimit?.key ?? "",
      limit: typedNumber(rateLimit?.limit),
      per: lengthOf(rateLimit?.perMs, "minutes"),
    },
    parents: parents.join("\n"),
    onParentFailure: onParentFailure ?? "",
    retention: {
      succeeded: lengthOf(retention?.succeededMs, "hours"),
      failed: lengthOf(retention?.failedMs, "hours"),
      cancelled: lengthOf(retention?.cancelledMs, "hours"),
    },
  };
}

/** What to ask for. A group that was begun is sent as it is, for the server to say what it lacks. */
export function limitsBody(form: AskedLimits, isPeriodic: boolean): Record<string, unknown> {
  const { concurrency, rateLimit, retention } = form;
  const ofAny = {
    concurrency: begun({ key: concurrency.key.trim(), limit: whole(concurrency.limit) }),
    rateLimit: begun({
      key: rateLimit.key.trim(),
      limit: whole(rateLimit.limit),
      perMs: lengthField(rateLimit.per),
    }),
    retention: begun({
      succeededMs: lengthField(retention.succeeded),
      failedMs: lengthField(retention.failed),
      cancelledMs: lengthField(retention.cancelled),
    }),
  };
  // A schedule makes many jobs: a key that one of them holds, or parents, would stop the others.
  return isPeriodic ? ofAny : { ...ofAny, ...ofOneJob(form) };
}

function ofOneJob({ unique, parents, onParentFailure }: AskedLimits) {
  const ids = parentIds(parents);
  return {
    unique: begun({
      key: unique.key.trim(),
      onConflict: orAbsent(unique.onConflict),
      windowMs: lengthField(unique.window),
    }),
    parents: ids.length === 0 ? undefined : ids,
    onParentFailure: orAbsent(onParentFailure),
  };
}

export const parentIds = (text: string) => text.split(/[\s,]+/).filter((id) => id !== "");
