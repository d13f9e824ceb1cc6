import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { api, type ApiName } from "@/lib/api/contract.ts";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import { CarillonError } from "@/lib/errors.ts";
import { redisFullOf } from "@/lib/redis/full.ts";
import type { SchedulerService } from "@/lib/scheduler/service.ts";
import type { Permission } from "@/lib/api/permissions.ts";
import { readBefore, type Trail, writeTrail } from "./audited.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { checkAsked, checkPermission } from "./authorise.ts";
import { type Backend, backend } from "./backend.ts";
import { checkHost, checkOrigin } from "./defences.ts";
import { checkRate } from "./rate.ts";
import { once, refuseIdempotency } from "./idempotency.ts";
import { parseInput } from "./parse-input.ts";
import { problemResponse, responseHeaders } from "./problem-response.ts";

type Parsed<N extends ApiName, P extends "params" | "query" | "body"> = (typeof api)[N] extends {
  [key in P]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** What a handler is given: the request, checked against the contract. */
export interface Input<N extends ApiName> {
  params: Parsed<N, "params">;
  query: Parsed<N, "query">;
  body: Parsed<N, "body">;
  by: string;
  /** Who asks; null where anybody may. */
  caller: (typeof api)[N]["permission"] extends null ? null : Caller;
  request: Request;
  /** What the answer carries besides: a cookie. */
  headers: Headers;
  /** For what the audit log is to say, where only the handler knows it. */
  trail: Trail;
  /** The revision that `If-Match` names; undefined when any will do. */
  ifMatch: number | undefined;
}

type Handler<N extends ApiName> = (
  input: Input<N>,
  service: SchedulerService,
  backend: Backend,
) => Promise<Answer<N> | { toJSON(): Answer<N> }>;

type Answer<N extends ApiName> = z.input<(typeof api)[N]["response"]>;

interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * Turns a verb into a route handler: defences, identity, parsing, permission, one call, an answer or a problem document, and a line
 * in the audit log.
 */
export function route<N extends ApiName>(name: N, handler: Handler<N>) {
  const endpoint: Endpoint = api[name];
  return async (request: Request, context: RouteContext): Promise<Response> =>
    answering(request, async (requestId, shared) => {
      const trail: Trail = { action: name, caller: null, params: undefined, before: undefined };
      const headers = new Headers(responseHeaders(requestId));
      const asked = { request, headers, trail };
      try {
        const { status, text } = await perform(endpoint, asked, context, shared, handler);
        const answer: unknown = JSON.parse(text);
        await writeTrail(request, requestId, trail, endpoint, { status, answer }, shared);
        return answered(endpoint, status, text, headers);
      } catch (reason) {
        const error = knownError(reason, request, requestId, shared);
        await writeTrail(request, requestId, trail, endpoint, { error }, shared);
        throw error;
      }
    });
}

async function perform<N extends ApiName>(
  endpoint: Endpoint,
  asked: Pick<Input<N>, "request" | "headers" | "trail">,
  context: RouteContext,
  shared: Backend,
  handler: Handler<N>,
): Promise<{ status: number; text: string }> {
  const { request, trail } = asked;
  const { service } = shared;
  const caller = endpoint.permission === null ? null : await authenticate(request, shared);
  trail.caller = caller;
  checkOrigin(request, caller);
  if (caller) await checkRate(request, caller, shared);
  const params = await context.params;
  trail.params = params;
  // Who may not do it at all is told so, and not what is wrong with the rest.
  if (caller) checkPermission(endpoint.permission, caller.access);
  const parsed = await parseInput(endpoint, request, params);
  if (caller) await checkAsked(endpoint, caller.access, parsed, service);
  trail.before = await readBefore(endpoint, params, service);
  const by = caller?.access.actor ?? "anyone";
  const run = async () => {
    const ifMatch = ifMatchOf(endpoint, request);
    const input = { ...parsed, ...asked, by, caller, ifMatch } as Input<N>;
    const answer = await handler(input, service, shared);
    return { status: endpoint.status, text: JSON.stringify(answer) };
  };
  // By whom it is, not by what they are called: two may have one name.
  const asker = caller?.subject ?? "anyone";
  if (!endpoint.isSecret) return once(request, shared, asker, parsed.body ?? null, run);
  refuseIdempotency(request);
  return run();
}

function answered(endpoint: Endpoint, status: number, text: string, headers: Headers): Response {
  for (const [name, value] of Object.entries(etagOf(endpoint, text))) headers.set(name, value);
  headers.set("content-type", "application/json");
  return new Response(text, { status, headers });
}

/** The frame around every answer of the API: a request id, and no error that leaves as anything but a problem document. */
export async function answering(
  request: Request,
  answer: (requestId: string, shared: Backend) => Promise<Response>,
): Promise<Response> {
  const requestId = randomUUID();
  const shared = backend();
  try {
    checkHost(request, shared.config);
    return await answer(requestId, shared);
  } catch (error) {
    return problemResponse(knownError(error, request, requestId, shared), requestId);
  }
}

/**
 * For event streams and exports, which have no endpoint in the contract. Looking whether a stream may go on is no use of its session.
 * @throws CarillonError unauthenticated, forbidden
 */
export async function callerWho(
  request: Request,
  permission: Permission,
  { isUse = true } = {},
): Promise<Caller> {
  const caller = await authenticate(request, backend(), isUse);
  checkPermission(permission, caller.access);
  return caller;
}

function etagOf({ isVersioned }: Endpoint, text: string): Record<string, string> {
  if (!isVersioned) return {};
  const { revision } = JSON.parse(text) as { revision: number };
  return { etag: `"${revision}"` };
}

function ifMatchOf({ isGuarded }: Endpoint, request: Request): number | undefined {
  const header = isGuarded ? request.headers.get("if-match") : null;
  if (header === null || header === "*") return undefined;
  const revision = /^"?(\d{1,15})"?$/.exec(header)?.[1];
  if (revision === undefined)
    throw new CarillonError("invalid_request", 'If-Match must be a revision in quotes, as in "3".');
  return Number(revision);
}

/** Any error as one that may be told; what was not foreseen is logged. */
export function knownError(
  error: unknown,
  request: Request,
  requestId: string,
  { logger }: Backend,
): CarillonError {
  if (error instanceof CarillonError && !AWAY.has(error.name)) return error;
  const full = redisFullOf(error);
  if (full) return full;
  if (error instanceof Error && isRedisAway(error))
    return new CarillonError(
      "unavailable",
      "Redis does not answer. Nothing was changed that you were not told of.",
    );
  logger.error(
    { err: error, requestId, method: request.method, path: new URL(request.url).pathname },
    "a request failed",
  );
  return new CarillonError(
    "internal",
    `Something went wrong. The log has the reason under request ${requestId}.`,
  );
}

/**
 * By name, since the service may be of another bundle than the route. What our own say is for the log, and not for who asks over HTTP.
 */
const AWAY = new Set(["RedisUnavailableError", "RedisRefusedError", "MaxRetriesPerRequestError"]);

function isRedisAway(error: Error): boolean {
  return (
    AWAY.has(error.name) ||
    /Command timed out|Connection is closed|Stream isn't writeable|ECONNREFUSED|ECONNRESET|LOADING|MASTERDOWN/.test(
      error.message,
    )
  );
}
