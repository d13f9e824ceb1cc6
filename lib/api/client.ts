import type { z } from "zod";
import { apiErrorOf, UnreachableError } from "./client-error.ts";
import { api, type ApiName } from "./contract.ts";

export { ApiError, UnreachableError } from "./client-error.ts";

/** Every part of a request, by the key the contract gives it. */
type Part = "params" | "query" | "body";

type InputOf<N extends ApiName, P extends Part> = (typeof api)[N] extends {
  [key in P]: infer S extends z.ZodType;
}
  ? z.input<S>
  : never;

/** A part is absent where the endpoint has none, and may be left out where `{}` would do. */
type PartOf<N extends ApiName, P extends Part> = [InputOf<N, P>] extends [never]
  ? { [key in P]?: undefined }
  : object extends InputOf<N, P>
    ? { [key in P]?: InputOf<N, P> }
    : { [key in P]: InputOf<N, P> };

type Address<N extends ApiName> = PartOf<N, "params"> & PartOf<N, "query">;

export interface CallOptions {
  /** Makes a POST safe to repeat: the same key gets the same answer, and one effect. */
  idempotencyKey?: string;
  /** The revision that is to be changed; another one by now is refused, and the problem has it as `current`. */
  ifMatch?: number;
  signal?: AbortSignal;
}

type Optional<T> = object extends T ? [input?: T] : [input: T];
type CallInput<N extends ApiName> = Address<N> & PartOf<N, "body"> & CallOptions;

/** What an endpoint answers. */
export type Answer<N extends ApiName> = z.output<(typeof api)[N]["response"]>;

export interface Client {
  /**
   * @throws ApiError when the server refuses
   * @throws UnreachableError when no answer comes
   */
  call<N extends ApiName>(name: N, ...input: Optional<CallInput<N>>): Promise<Answer<N>>;
}

export interface ClientOptions {
  /** Where Carillon is, `https://jobs.example.org`; in a browser, left out, the page's own origin. */
  baseUrl?: string;
  /** An API token; in a browser, left out, the session cookie speaks. */
  token?: string;
  fetch?: typeof fetch;
}

export function createClient(options: ClientOptions = {}): Client {
  const { baseUrl = "", token, fetch: send = fetch } = options;

  return {
    async call(name, ...[input]) {
      const request = input as LooseInput | undefined;
      const url = baseUrl.replace(/\/$/, "") + address(name, request);
      const response = await answered(send, url, requestInit(name, request, token));
      if (!response.ok) throw await apiErrorOf(response);
      return (await response.json()) as never;
    },
  };
}

/** The path and query of an endpoint, the same text for the same input: a cache key. */
export function pathOf<N extends ApiName>(name: N, ...[input]: Optional<Address<N>>): string {
  return address(name, input as LooseInput | undefined);
}

/** The input once the compiler has checked it. */
interface LooseInput extends CallOptions {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

function address(name: ApiName, { params = {}, query = {} }: LooseInput = {}): string {
  const path = api[name].path.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ""),
  );
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => [key, String(value)])
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

function requestInit(name: ApiName, input: LooseInput = {}, token?: string): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  if (token) headers.set("authorization", `Bearer ${token}`);
  if (input.idempotencyKey) headers.set("idempotency-key", input.idempotencyKey);
  if (input.ifMatch !== undefined) headers.set("if-match", `"${input.ifMatch}"`);
  const init: RequestInit = { method: api[name].method, headers, signal: input.signal ?? null };
  if ("body" in api[name]) {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(input.body ?? {});
  }
  return init;
}

/** An abort that the caller asked for stays an AbortError; a time-out counts as no answer. */
async function answered(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await send(url, init);
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    throw new UnreachableError(error);
  }
}
