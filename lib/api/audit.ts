import { z } from "zod";
import { Instant, InstantInput } from "../jobs/instant.ts";
import { ExportFormat } from "./export.ts";
import { DEFAULT_PAGE } from "./jobs.ts";
import { Change } from "./schedules.ts";

/** `done`: it was answered with success. `refused`: everything else. */
export const AuditOutcome = z.enum(["done", "refused"]);

const Part = z.string().trim().min(1).max(200);

/** Which entries are meant: those that fit every field that is given. `from` is within the range, `to` is not. */
const AuditFilter = z
  .strictObject({
    actor: z.string().trim().min(1).max(128).optional().meta({ description: "Who did it." }),
    action: z
      .string()
      .regex(/^[A-Za-z]{1,64}$/, "must be the name of an endpoint, such as cancelJob")
      .optional()
      .meta({ description: "The endpoint, by its operationId." }),
    target: Part.optional().meta({ description: "Part of what it was done to." }),
    requestId: Part.optional().meta({ description: "The request, as its answer named it." }),
    outcome: AuditOutcome.optional(),
    from: InstantInput.optional(),
    to: InstantInput.optional(),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) <= Date.parse(to), {
    path: ["from"],
    message: "must not be after `to`",
  });
export type AuditFilter = z.infer<typeof AuditFilter>;

export const ListAudit = AuditFilter.safeExtend({
  cursor: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/, "must be a nextCursor of an earlier answer")
    .optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(DEFAULT_PAGE),
});
export type ListAudit = z.infer<typeof ListAudit>;

export const ExportAudit = AuditFilter.safeExtend({ format: ExportFormat });

export const AuditEntry = z
  .object({
    id: z.string(),
    at: Instant,
    /** Who: an account, a token by its owner, `nobody` before somebody has shown who they are. */
    actor: z.string(),
    /** How they showed it: session, token, command, or nothing. */
    via: z.string(),
    /** The endpoint, by its operationId. */
    action: z.string(),
    /** What it was done to, such as `jobs mail~01…`; "" for none. */
    target: z.string(),
    /** The HTTP status that was answered. */
    status: z.int(),
    /** The code of a refusal; null when it was done. */
    code: z.string().nullable(),
    address: z.string(),
    requestId: z.string(),
    /** What it was before and what was answered, as redacted JSON, cut after 8,000 characters; null for none. */
    before: z.string().nullable(),
    after: z.string().nullable(),
    /** Which fields differ between the two; null where one of them is missing or was cut. */
    changes: z.array(Change).nullable(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z
  .object({
    /** The newest first. */
    items: z.array(AuditEntry),
    /** Null at the end of the log. A page may be short, even empty, though more follow: it looks at so many entries at once. */
    nextCursor: z.string().nullable(),
    /** How far back was looked; null at the end of the log. */
    lookedTo: Instant.nullable(),
    now: Instant,
  })
  .meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof AuditPage>;
