import { api } from "@/lib/api/contract.ts";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import { Problem } from "@/lib/api/problem.ts";
import { ERROR_STATUS, type ErrorCode } from "@/lib/errors.ts";
import { ADMIN_TOKEN } from "../web.ts";
import type { Answered } from "./round.ts";

/** What is wrong with an answer, whatever was asked; null when nothing is. */
export function wrongWith(answered: Answered): string | null {
  const { asked, response, text, errors } = answered;
  const { status } = response;
  if (text.includes(ADMIN_TOKEN)) return "the answer has the admin token in it";
  if (response.headers.get("x-content-type-options") !== "nosniff") return "nosniff is missing";
  if (response.headers.get("cache-control") !== "no-store") return "no-store is missing";
  // Nothing schedules here, which is what the probe tells.
  const isNotReady = asked.operation === "getReadiness" && status === 503;
  if (status >= 500 && !isNotReady) return `${status}: ${reasonOf(errors)}${text.slice(0, 300)}`;
  return status < 400 || isNotReady ? wrongSuccess(answered) : wrongRefusal(answered);
}

function wrongSuccess({ asked, response, text }: Answered): string | null {
  const endpoint: Endpoint = api[asked.operation];
  if (response.status !== endpoint.status && response.status !== 503)
    return `${response.status} is not the status of success, ${endpoint.status}`;
  if (endpoint.isExport) return wrongFile(endpoint, response, text);
  return wrongValue(endpoint, text);
}

function wrongValue({ response }: Endpoint, text: string): string | null {
  const parsed = response.safeParse(JSON.parse(text));
  return parsed.success ? null : `the answer is none of its schema: ${parsed.error.message}`;
}

/** NDJSON: each line is a row of its schema. */
function wrongFile(endpoint: Endpoint, { headers }: Response, text: string): string | null {
  if (headers.get("content-type") !== "application/x-ndjson")
    return text.startsWith('"') && text.endsWith("\r\n") ? null : "the file is no CSV";
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => wrongValue(endpoint, line)).find((wrong) => wrong !== null) ?? null;
}

function wrongRefusal({ response, text }: Answered): string | null {
  const { status, headers } = response;
  if (headers.get("content-type") !== "application/problem+json")
    return `${status} with ${headers.get("content-type")}`;
  const { data, error } = Problem.safeParse(JSON.parse(text));
  if (!data) return `${status} is no problem document: ${error.message}`;
  if (data.status !== status || ERROR_STATUS[data.code] !== status)
    return `${status} says ${data.status} ${data.code}`;
  if (data.requestId !== headers.get("x-request-id")) return "the request has two ids";
  if (data.code === "invalid_fields" && data.errors.length === 0) return "no field is named";
  return text.length > 50_000 ? `a refusal of ${text.length} characters` : null;
}

const reasonOf = (errors: unknown[]) =>
  errors
    .map((context) => (context as { err?: Error }).err?.stack?.split("\n").slice(0, 6).join(" | "))
    .join("; ");

/** Refused before anybody looked at what is asked. */
const AT_THE_DOOR: readonly ErrorCode[] = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "payload_too_large",
  "unsupported_media_type",
  "too_many_requests",
];
const DOOR_STATUSES = new Set<number>(AT_THE_DOOR.map((code) => ERROR_STATUS[code]));

export const isLetIn = ({ response }: Answered) => !DOOR_STATUSES.has(response.status);

export const isLate = ({ response, text }: Answered) =>
  response.status === 503 && text.includes('"code":"unavailable"');
