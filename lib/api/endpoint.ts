import type { z } from "zod";

/** What a caller must be allowed to do; null for signing in and out and for the health probes, which tell nothing. */
export type Permission = "read" | "operate" | null;

export interface Endpoint {
  method: "GET" | "POST" | "DELETE";
  path: string;
  summary: string;
  permission: Permission;
  /** The status of success. */
  status: 200 | 201;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
}

interface Shape {
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  status?: 200 | 201;
}

type Made<M, P, R, S> = {
  method: M;
  permission: P;
  status: S extends { status: infer Status } ? Status : 200;
  path: string;
  summary: string;
  response: R;
} & Omit<S, "status">;

export function get<R extends z.ZodType, const S extends Shape = object>(
  path: string,
  summary: string,
  response: R,
  shape?: S,
) {
  const made = {
    method: "GET",
    permission: "read",
    status: 200,
    path,
    summary,
    response,
    ...shape,
  };
  return made as unknown as Made<"GET", "read", R, S>;
}

export function post<R extends z.ZodType, const S extends Shape = object>(
  path: string,
  summary: string,
  response: R,
  shape?: S,
) {
  const made = {
    method: "POST",
    permission: "operate",
    status: 200,
    path,
    summary,
    response,
    ...shape,
  };
  return made as unknown as Made<"POST", "operate", R, S>;
}

export function del<R extends z.ZodType, const S extends Shape = object>(
  path: string,
  summary: string,
  response: R,
  shape?: S,
) {
  const made = {
    method: "DELETE",
    permission: "operate",
    status: 200,
    path,
    summary,
    response,
    ...shape,
  };
  return made as unknown as Made<"DELETE", "operate", R, S>;
}
