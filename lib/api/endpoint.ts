import type { z } from "zod";

/** What a caller must be allowed to do; null for signing in and out and for the health probes, which tell nothing. */
export type Permission = "read" | "operate" | null;

export interface Endpoint {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  permission: Permission;
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
  /** Answers a secret that is kept nowhere: it cannot be answered again, so no `Idempotency-Key` is taken. */
  tellsSecret?: boolean;
}

interface Shape {
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  status?: 200 | 201;
  isGuarded?: boolean;
  isVersioned?: boolean;
  tellsSecret?: boolean;
}

type Made<M, P, R, S> = {
  method: M;
  permission: P;
  status: S extends { status: infer Status } ? Status : 200;
  path: string;
  summary: string;
  response: R;
} & Omit<S, "status">;

function maker<const M extends Endpoint["method"], const P extends Permission>(
  method: M,
  permission: P,
) {
  return <R extends z.ZodType, const S extends Shape = object>(
    path: string,
    summary: string,
    response: R,
    shape?: S,
  ) =>
    ({ method, permission, status: 200, path, summary, response, ...shape }) as unknown as Made<
      M,
      P,
      R,
      S
    >;
}

export const get = maker("GET", "read");
export const post = maker("POST", "operate");
export const put = maker("PUT", "operate");
export const patch = maker("PATCH", "operate");
export const del = maker("DELETE", "operate");
