import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { Job } from "@/lib/jobs/job.ts";
import type { UniqueKey } from "@/lib/jobs/limits.ts";
import type { ParentFailure } from "@/lib/jobs/options.ts";
import { lengthField, type Length, lengthOf, orAbsent, whole } from "./typed.ts";

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

export const noLimits = (): AskedLimits => ({
  unique: { key: "", onConflict: "", window: lengthOf(null, "minutes") },
  concurrency: { key: "", limit: "" },
  rateLimit: { key: "", limit: "", per: lengthOf(null, "minutes") },
  parents: "",
  onParentFailure: "",
  retention: retentionOf(null),
});

/** As another job has them, where they are not what its type gives anyway. */
export function limitsOf(job: Job, type: JobTypeEntry): AskedLimits {
  const { unique, parents, onParentFailure } = job;
  const own = <Name extends "concurrency" | "rateLimit" | "retention">(name: Name): Job[Name] =>
    JSON.stringify(job[name]) === JSON.stringify(type[name]) ? null : job[name];
  const [concurrency, rate] = [own("concurrency"), own("rateLimit")];
  return {
    unique: {
      key: unique?.key ?? "",
      onConflict: unique?.onConflict ?? "",
      window: lengthOf(unique?.windowMs, "minutes"),
    },
    concurrency: { key: concurrency?.key ?? "", limit: String(concurrency?.limit ?? "") },
    rateLimit: {
      key: rate?.key ?? "",
      limit: String(rate?.limit ?? ""),
      per: lengthOf(rate?.perMs, "minutes"),
    },
    parents: parents.map(({ id }) => id).join("\n"),
    onParentFailure: parents.length > 0 ? onParentFailure : "",
    retention: retentionOf(own("retention")),
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

/** Nothing, where nothing was said. */
function begun<Group extends Record<string, unknown>>(group: Group): Group | undefined {
  const isBlank = (value: unknown) => value === undefined || value === "";
  return Object.values(group).every(isBlank) ? undefined : group;
}

const retentionOf = (kept: Job["retention"]): AskedLimits["retention"] => ({
  succeeded: lengthOf(kept?.succeededMs, "hours"),
  failed: lengthOf(kept?.failedMs, "hours"),
  cancelled: lengthOf(kept?.cancelledMs, "hours"),
});
