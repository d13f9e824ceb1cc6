import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { AuditOutcome, ListAudit } from "@/lib/api/audit.ts";
import { addressedQuery } from "../../_filters/addressed-query.ts";
import { type Span, SPAN_NAMES } from "../../_filters/time-range.ts";

/** The page is what its address says. */
export const auditParsers = {
  actor: parseAsString,
  action: parseAsString,
  target: parseAsString,
  requestId: parseAsString,
  outcome: parseAsStringLiteral(AuditOutcome.options),
  within: parseAsStringLiteral(SPAN_NAMES),
  from: parseAsString,
  to: parseAsString,
  cursor: parseAsString,
};
export const loadAuditQuery = createLoader(auditParsers);

export type AuditAddress = { [key in keyof typeof auditParsers]: string | null } & {
  within: Span | null;
};
export type AuditChange = Partial<AuditAddress>;
export type AuditQuery = Partial<ListAudit>;

export const NO_FILTERS: AuditChange = {
  actor: null,
  action: null,
  target: null,
  requestId: null,
  outcome: null,
  within: null,
  from: null,
  to: null,
};

export const auditQuery = (address: AuditAddress, nowMs: number) =>
  addressedQuery(ListAudit, address, nowMs);
