import { AuditEntry, AuditPage, ExportAudit, ListAudit } from "./audit.ts";
import { type Endpoint, get } from "./endpoint.ts";

/** What everybody did, and was refused. */
export const auditEndpoints = {
  listAudit: get("/api/v1/audit", "The audit log, the newest first", AuditPage, {
    permission: "audit:read",
    query: ListAudit,
  }),
  exportAudit: get(
    "/api/v1/audit/export",
    "The audit log as a file, the newest 100,000 entries that fit",
    AuditEntry,
    { permission: "audit:read", query: ExportAudit, isExport: true },
  ),
} as const satisfies Record<string, Endpoint>;
