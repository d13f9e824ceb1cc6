import type { AlertKind } from "../api/alerts.ts";
import type { Attention } from "../api/system.ts";

/** What needs a person, one thing at a time: of failures each is told by itself. */
export interface Alert extends Attention {
  kind: Exclude<AlertKind, "job-failed">;
}

/** One that looks have found. */
export interface SeenAlert extends Alert {
  sinceMs: number;
}

const isAlert = (attention: Attention): attention is Alert => attention.kind !== "jobs-failed";

export const alertsIn = (attention: Attention[]): Alert[] => attention.filter(isAlert);

/** No kind has a blank in it. */
export const keyOf = ({ kind, subject }: Pick<Alert, "subject"> & { kind: string }) =>
  `${kind} ${subject}`;
