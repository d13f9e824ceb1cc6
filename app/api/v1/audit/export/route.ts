import { auditEntry, auditQuery } from "@/app/_server/audit-answers.ts";
import { exporting } from "@/app/_server/export.ts";

export const dynamic = "force-dynamic";

export const GET = exporting(
  "exportAudit",
  {
    at: ({ at }) => at,
    actor: ({ actor }) => actor,
    via: ({ via }) => via,
    action: ({ action }) => action,
    target: ({ target }) => target,
    status: ({ status }) => status,
    code: ({ code }) => code,
    address: ({ address }) => address,
    requestId: ({ requestId }) => requestId,
    before: ({ before }) => before,
    after: ({ after }) => after,
  },
  async function* ({ format: _format, ...filter }, { audit }) {
    const { fits, ...range } = auditQuery(filter);
    for await (const entry of audit.entries(range, null)) if (fits(entry)) yield auditEntry(entry);
  },
);
