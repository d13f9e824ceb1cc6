import { z } from "zod";

/** CSV for spreadsheets (RFC 4180, formulas made harmless); NDJSON for programs: an object a line. */
export const ExportFormat = z.enum(["csv", "ndjson"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** The newest so many rows go into a file. */
export const MOST_EXPORTED = 100_000;
