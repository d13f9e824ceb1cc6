import type { ApiName } from "@/lib/api/contract.ts";
import type { ErrorCode } from "@/lib/errors.ts";

/** A request that means no good, and what becomes of it. */
export interface Row {
  what: string;
  to: ApiName;
  /** The admin token when left out; a session of an admin, or nobody. */
  as?: "session" | "nobody";
  /** Over those of what is there. */
  params?: Record<string, string>;
  /** As it stands behind the question mark. */
  query?: string;
  /** As JSON; text and bytes go as they are. */
  body?: unknown;
  raw?: string | Uint8Array;
  headers?: Record<string, string | null>;
  /** The code of its refusal; null when it does no harm and is answered. */
  code: ErrorCode | null;
  /** The field that the refusal names, of bad fields. */
  field?: string;
}

type Shape = Omit<Row, "what" | "code">;

/** Values of one field, each of which is refused by that field. */
export const badValues = (
  { to, field, base = {}, at = field.split(".").slice(0, 1) }: Bad,
  values: readonly unknown[],
): Row[] =>
  values.map((value) => ({
    what: `${field} ${named(value)}`,
    to,
    body: { ...base, [at[0]!]: value },
    code: "invalid_fields",
    field,
  }));

interface Bad {
  to: ApiName;
  field: string;
  base?: object;
  at?: string[];
}

/** Rows that have all but their name in common. */
export const rowsOf = (
  shape: Shape & { code: Row["code"] },
  ways: [string, Partial<Row>][],
): Row[] => ways.map(([what, way]) => ({ ...shape, ...way, what }));

/** Values of one parameter of a query. */
export const badQueries = (to: ApiName, field: string, values: string[], base = ""): Row[] =>
  values.map((value) => ({
    what: `${field}=${named(value)}`,
    to,
    query: `${base}${field}=${encodeURIComponent(value)}`,
    code: "invalid_fields",
    field,
  }));

export function named(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 50 ? `${text.slice(0, 50)}… (${text.length})` : text;
}
