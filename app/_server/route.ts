import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { api, type ApiName } from "@/lib/api/contract.ts";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import { CarillonError, invalidField } from "@/lib/errors.ts";
import { fieldMessage, fieldsError } from "@/lib/field-messages.ts";
import { RedisUnavailableError } from "@/lib/redis/trouble.ts";
import type { SchedulerService } from "@/lib/scheduler/service.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { type Backend, backend } from "./backend.ts";
import { checkHost, checkOrigin, readJson } from "./defences.ts";
import { once } from "./idempotency.ts";
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
  /** The revision that `If-Match` names; undefined when any will do. */
  ifMatch: number | undefined;
}

type Handler<N extends ApiName> = (
  input: Input<N>,
  service: SchedulerService,
) => Promise<Answer<N> | { toJSON(): Answer<N> }>;

type Answer<N extends ApiName> = z.input<(typeof api)[N]["response"]>;

interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/** Turns a verb into a route handler: defences, identity, parsing, one call, an answer or a problem document. */
export function route<N extends ApiName>(name: N, handler: Handler<N>) {
  const endpoint: Endpoint = api[name];
  return async (request: Request, context: RouteContext): Promise<Response> =>
    answering(request, async (requestId, shared) => {
      const caller = endpoint.permission === null ? null : await authenticate(request, shared);
      checkOrigin(request, caller);
      const parsed = await parseInput(endpoint, request, await context.params);
      const actor = caller?.actor ?? "anyone";
      if (endpoint.tellsSecret) refuseRepetition(request);
      const { status, text } = await once(request, shared, actor, parsed.body ?? null, async () => {
        const input = { ...parsed, by: actor, ifMatch: ifMatchOf(endpoint, request) } as Input<N>;
        const answer = await handler(input, shared.service);
        return { status: endpoint.status, text: JSON.stringify(answer) };
      });
      return new Response(text, {
        status,
        headers: {
          ...responseHeaders(requestId),
          ...etagOf(endpoint, text),
          "content-type": "application/json",
        },
      });
    });
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

/** For event streams, which have no endpoint in the contract. */
export async function callerOf(request: Request): Promise<Caller> {
  return authenticate(request, backend());
}

async function parseInput(endpoint: Endpoint, request: Request, params: Record<string, unknown>) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return {
    params: endpoint.params && parse(endpoint.params, params, "not_found"),
    query: endpoint.query && parse(endpoint.query, query, "invalid_fields"),
    body: endpoint.body && parse(endpoint.body, await readJson(request), "invalid_fields"),
  };
}

/** What a repetition is answered with is kept for a day, and a secret must not be. */
function refuseRepetition(request: Request): void {
  if (request.headers.has("idempotency-key"))
    throw invalidField(
      "Idempotency-Key",
      "is not taken here: the answer holds a secret, which is kept nowhere and cannot be told again",
    );
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

/** @throws CarillonError with an entry for each bad field */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: "not_found" | "invalid_fields",
): z.output<S> {
  const parsed = schema.safeParse(value, { error: fieldMessage });
  if (parsed.success) return parsed.data;
  if (code === "not_found") throw new CarillonError("not_found", "There is nothing by that name.");
  throw fieldsError(parsed.error);
}

function knownError(
  error: unknown,
  request: Request,
  requestId: string,
  { logger }: Backend,
): CarillonError {
  if (error instanceof CarillonError && !(error instanceof RedisUnavailableError)) return error;
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

function isRedisAway(error: Error): boolean {
  return (
    // Its message is for the log, not for who asks over HTTP.
    error instanceof RedisUnavailableError ||
    error.name === "MaxRetriesPerRequestError" ||
    /Command timed out|Connection is closed|Stream isn't writeable|ECONNREFUSED|ECONNRESET|LOADING|MASTERDOWN/.test(
      error.message,
    )
  );
}
