import { auditAnswer } from "@/app/_server/audit-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listAudit", ({ query }, _, shared) =>
  auditAnswer(shared, query, Date.now()),
);
