import type { SearchParams } from "nuqs/server";
import { Preload } from "@/app/_live/preload.tsx";
import { auditAnswer } from "@/app/_server/audit-answers.ts";
import { backend } from "@/app/_server/backend.ts";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { ListAudit } from "@/lib/api/audit.ts";
import { auditQuery, loadAuditQuery } from "./_audit/audit-query.ts";
import { AuditView } from "./_audit/audit-view.tsx";

export default async function AuditLogPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const nowMs = Date.now();
  const { query } = auditQuery(await loadAuditQuery(searchParams), nowMs);
  const { answers } = await preloaded(
    [want("listAudit", { query }, () => auditAnswer(backend(), ListAudit.parse(query), nowMs))],
    "audit:read",
  );
  return (
    <Preload answers={answers}>
      <AuditView />
    </Preload>
  );
}
