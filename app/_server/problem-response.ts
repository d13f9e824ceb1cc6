import type { Problem } from "@/lib/api/problem.ts";
import { type CarillonError, ERROR_STATUS, type ErrorCode } from "@/lib/errors.ts";

const TITLES: Record<ErrorCode, string> = {
  invalid_request: "The request cannot be read",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  conflict: "Not possible in this state",
  revision_conflict: "Changed meanwhile",
  payload_too_large: "Too large",
  unsupported_media_type: "Only JSON is understood",
  invalid_fields: "Some fields are not right",
  too_many_requests: "Too many requests",
  internal: "Something went wrong",
  unavailable: "Redis does not answer",
  redis_full: "Redis has no room",
};

const RETRY_AFTER_S: Partial<Record<ErrorCode, string>> = {
  unavailable: "2",
  redis_full: "10",
  too_many_requests: "60",
};

export function problemResponse(error: CarillonError, requestId: string): Response {
  const { code, message, fields, current } = error;
  const status = ERROR_STATUS[code];
  const problem: Problem = {
    type: `urn:carillon:problem:${code}`,
    title: TITLES[code],
    status,
    detail: message,
    code,
    requestId,
    ...(current !== undefined && { current }),
    errors: fields,
  };
  const headers = new Headers(responseHeaders(requestId));
  headers.set("content-type", "application/problem+json");
  if (code === "unauthenticated") headers.set("www-authenticate", "Bearer");
  const retryAfter =
    error.retryAfterMs === undefined
      ? RETRY_AFTER_S[code]
      : String(Math.ceil(error.retryAfterMs / 1_000));
  if (retryAfter) headers.set("retry-after", retryAfter);
  return new Response(JSON.stringify(problem), { status, headers });
}

export function responseHeaders(requestId: string): Record<string, string> {
  return {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
  };
}
