import type { z } from "zod";
import type { Permission } from "./permissions.ts";

/**
 * Which queues an endpoint changes, for operators who were granted only some: that of the job, schedule, batch or operation in its
 * path; the one in its path; those its body names or leads to.
 */
export type Concerns = "job" | "schedule" | "operation" | "queue" | "body";

export interface Endpoint {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  /** What a caller must be allowed to do; null for signing in and out and for the health probes, which tell nothing. */
  permission: Permission | null;
  /** What more they must be allowed to do, by what the body asks for. */
  alsoNeeds?: (body: unknown) => Permission | undefined;
  concerns?: Concerns;
  /** The status of success. */
  status: 200 | 201;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** Takes `If-Match` with the revision that is to be changed, and refuses when it is another by now. */
  isGuarded?: boolean;
  /** Answers with the revision as `ETag`. */
  isVersioned?: boolean;
  /** What is sent or answered has a secret in it: nothing of it is kept for an `Idempotency-Key`. */
  isSecret?: boolean;
  /** Answers a file with a row for each `response`, as CSV or NDJSON, and stands in the audit log though it reads. */
  isExport?: boolean;
}

interface Shape {
  permission: Permission | null;
  alsoNeeds?: Endpoint["alsoNeeds"];
  concerns?: Concerns;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  status?: 200 | 201;
  isGuarded?: boolean;
  isVersioned?: boolean;
  isSecret?: boolean;
  isExport?: boolean;
}

type ReadShape = Partial<Shape>;

type Made<M, R, S> = {
  method: M;
  status: S extends { status: infer Status } ? Status : 200;
  path: string;
  summary: string;
  response: R;
} & Omit<S, "status">;

/** A read, which everybody may who is signed in unless it says otherwise. */
export const get = <R extends z.ZodType, const S extends ReadShape = object>(
  path: string,
  summary: string,
  response: R,
  shape?: S,
) =>
  ({
    method: "GET",
    permission: "read",
    status: 200,
    path,
    summary,
    response,
    ...shape,
  }) as unknown as Made<"GET", R, Omit<{ permission: "read" }, keyof S> & S>;

/** A change: it must say what a caller needs to be allowed to do. */
function changer<const M extends Endpoint["method"]>(method: M) {
  return <R extends z.ZodType, const S extends Shape>(
    path: string,
    summary: string,
    response: R,
    shape: S,
  ) => ({ method, status: 200, path, summary, response, ...shape }) as unknown as Made<M, R, S>;
}

export const post = changer("POST");
export const put = changer("PUT");
export const patch = changer("PATCH");
export const del = changer("DELETE");
