import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { AuditOutcome, ListAudit } from "@/lib/api/audit.ts";
import { rangeOfSpan, type Span, SPAN_NAMES } from "../../jobs/_list/time-range.ts";

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

/** What the address asks for, without what it got wrong: a bad filter must not break the page. */
export function auditQuery(
  { within, ...address }: AuditAddress,
  nowMs: number,
): { query: AuditQuery; ignored: string[] } {
  const given = Object.entries(address).filter(([, value]) => value !== null && value !== "");
  const isGood = ([name, value]: [string, string | null]) =>
    ListAudit.shape[name as keyof typeof address].safeParse(value).success;
  const query = Object.fromEntries(given.filter(isGood)) as AuditQuery;
  return {
    query: within === null ? query : { ...query, ...rangeOfSpan(within, undefined, nowMs) },
    ignored: given.filter((entry) => !isGood(entry)).map(([name]) => name),
  };
}
