import { parseAsStringLiteral } from "nuqs/server";

/** The dialogs of a periodic job, as its address opens them. */
export const DIALOGS = ["pause", "resume", "cancel", "backfill"] as const;
export type DialogName = (typeof DIALOGS)[number];

export const dialogParser = parseAsStringLiteral(DIALOGS);

export const schedulePath = (id: string, dialog?: DialogName) =>
  `/schedules/${encodeURIComponent(id)}${dialog ? `?dialog=${dialog}` : ""}`;
