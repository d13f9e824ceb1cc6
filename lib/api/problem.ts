import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "../errors.ts";

const codes = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];

/** The body of every refusal, RFC 9457 (application/problem+json). */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    requestId: z.string(),
    /** One entry per bad field, its path from the root of the body or the query: `args.to`. */
    /** What is there now, when somebody else has changed it first (`revision_conflict`). */
    current: z.unknown().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
