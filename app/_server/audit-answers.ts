import type { AuditEntry, AuditFilter, AuditPage, ListAudit } from "@/lib/api/audit.ts";
import { changesOf } from "@/lib/api/changes.ts";
import type * as stored from "@/lib/auth/audit.ts";
import type { Backend } from "./backend.ts";

export async function auditAnswer(
  { audit }: Pick<Backend, "audit">,
  { cursor, limit, ...filter }: ListAudit,
  nowMs: number,
): Promise<AuditPage> {
  const { entries, next } = await audit.find(auditQuery(filter), cursor ?? null, limit);
  return {
    items: entries.map(auditEntry),
    nextCursor: next,
    lookedTo: next === null ? null : new Date(Number(next.split("-")[0])).toISOString(),
    now: new Date(nowMs).toISOString(),
  };
}

export function auditQuery({ from, to, ...filter }: AuditFilter): stored.AuditQuery {
  const { actor, action, outcome, requestId } = filter;
  const target = filter.target?.toLowerCase();
  return {
    ...(from !== undefined && { fromMs: Date.parse(from) }),
    ...(to !== undefined && { toMs: Date.parse(to) }),
    fits: (entry) =>
      (actor === undefined || entry.actor === actor) &&
      (action === undefined || entry.action === action) &&
      (outcome === undefined || (entry.code === "") === (outcome === "done")) &&
      (requestId === undefined || entry.requestId === requestId) &&
      (target === undefined || entry.target.toLowerCase().includes(target)),
  };
}

export function auditEntry({ atMs, code, before, after, ...rest }: stored.AuditEntry): AuditEntry {
  const [was, is] = [before, after].map(objectOf);
  return {
    ...rest,
    at: new Date(atMs).toISOString(),
    code: code === "" ? null : code,
    before: before === "" ? null : before,
    after: after === "" ? null : after,
    changes: was && is ? changesOf(was, is) : null,
  };
}

/** Undefined for what was cut, and for what has no fields. */
function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // It was cut where it became too long: what is left is text.
    return undefined;
  }
}
