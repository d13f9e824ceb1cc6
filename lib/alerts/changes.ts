import { MANY_PERIODIC_JOBS } from "../api/system.ts";
import { keyOf, type SeenAlert } from "./alert.ts";
import type { Standing } from "./standing.ts";

/** What restarts for a deploy stands for seconds, and needs nobody. */
const STANDS_AFTER_MS = 15_000;

export type ToldAlert = Standing["told"][number];

/** What somebody is to be told of alerts. */
export interface Changes {
  opened: SeenAlert[];
  resolved: ToldAlert[];
}

export interface Wanted {
  /** Of which kinds they are told; null for all. */
  kinds: readonly string[] | null;
}

export const wants = ({ kinds }: Wanted, kind: string) => kinds === null || kinds.includes(kind);

/** What has begun and stood since they were told last, and what of that is over, as far as they want to know. */
export function changesOf(
  wanted: Wanted,
  told: ToldAlert[],
  alerts: SeenAlert[],
  nowMs: number,
): Changes {
  const known = new Set(told.map(keyOf));
  const open = new Set(alerts.map(keyOf));
  return {
    opened: alerts.filter(
      (alert) =>
        wants(wanted, alert.kind) &&
        !known.has(keyOf(alert)) &&
        nowMs - alert.sinceMs >= STANDS_AFTER_MS,
    ),
    resolved: told.filter(
      (alert) => wants(wanted, alert.kind) && !open.has(keyOf(alert)) && !livesOn(alert, alerts),
    ),
  };
}

/** Periodic jobs with one trouble are told by name while they are few: one of them is not over when it is told among many. */
function livesOn({ kind, subject }: ToldAlert, alerts: SeenAlert[]): boolean {
  const ofKind = alerts.filter((alert) => alert.kind === kind);
  return subject === MANY_PERIODIC_JOBS
    ? ofKind.length > 0
    : ofKind.some((alert) => alert.subject === MANY_PERIODIC_JOBS);
}

/** What they have been told has begun, once they are told this. */
export function toldAfter(told: ToldAlert[], { opened, resolved }: Changes): ToldAlert[] {
  const over = new Set(resolved.map(keyOf));
  return [
    ...told.filter((alert) => !over.has(keyOf(alert))),
    ...opened.map(({ kind, subject, message, sinceMs }) => ({ kind, subject, message, sinceMs })),
  ];
}
