import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { AllowList } from "./allow-list.ts";
import { checkLiteral, guardedLookup } from "./guarded-lookup.ts";

const MOST_REDIRECTS = 3;
const MOST_BODY_BYTES = 1_000_000;
/** What belongs to the first host, and must not be told to another. */
const PRIVATE_HEADERS = new Set(["authorization", "cookie", "proxy-authorization"]);

export interface OutgoingRequest {
  url: string;
  method: string;
  headers?: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** Goes where a redirect points to, three times at most; else a redirect is an answer like any other. */
  follows?: boolean;
  allowed?: AllowList;
}

export interface IncomingAnswer {
  status: number;
  contentType: string | null;
  /** At most a megabyte; what is beyond it is dropped, and `isCut` says so. */
  body: string;
  isCut: boolean;
  /** Where the answer came from, after redirects. */
  url: string;
}

/**
 * Calls a URL that somebody else has chosen. Addresses that are not public are refused unless they are allowed, at each redirect too, of
 * which three are followed.
 * @throws RefusedAddressError
 */
export async function outgoingRequest(asked: OutgoingRequest): Promise<IncomingAnswer> {
  let next = asked;
  for (let redirects = 0; ; redirects++) {
    const response = await send(next);
    const target = asked.follows === false ? null : redirectOf(response, next.url);
    if (target === null) return answerOf(response, next.url);
    response.destroy();
    if (redirects === MOST_REDIRECTS)
      throw new Error(`${asked.url} redirects more than ${MOST_REDIRECTS} times.`);
    next = redirected(next, target, response.statusCode!);
  }
}

function send({
  url,
  method,
  headers = {},
  body,
  signal,
  allowed = new AllowList(),
}: OutgoingRequest): Promise<IncomingMessage> {
  const target = new URL(url);
  if (target.protocol !== "http:" && target.protocol !== "https:")
    throw new Error(`${url} is neither http nor https.`);
  checkLiteral(target.hostname, allowed);
  const request = target.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        method,
        headers: { "accept-encoding": "identity", ...headers },
        signal,
        // A connection that is kept open was checked for another request.
        agent: false,
        lookup: guardedLookup(allowed),
      },
      resolve,
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function redirectOf({ statusCode, headers }: IncomingMessage, from: string): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode!) || !headers.location) return null;
  return new URL(headers.location, from);
}

/** As browsers do it: 307 and 308 repeat the request, the others become a GET. */
function redirected(before: OutgoingRequest, target: URL, status: number): OutgoingRequest {
  const repeats = status === 307 || status === 308 || ["GET", "HEAD"].includes(before.method);
  const isSameOrigin = target.origin === new URL(before.url).origin;
  const headers = Object.entries(before.headers ?? {}).filter(
    ([name]) => isSameOrigin || !PRIVATE_HEADERS.has(name.toLowerCase()),
  );
  return {
    ...before,
    url: target.href,
    method: repeats ? before.method : "GET",
    body: repeats ? before.body : undefined,
    headers: Object.fromEntries(headers),
  };
}

async function answerOf(response: IncomingMessage, url: string): Promise<IncomingAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES) break;
  }
  return {
    status: response.statusCode!,
    contentType: response.headers["content-type"] ?? null,
    body: Buffer.concat(chunks).subarray(0, MOST_BODY_BYTES).toString("utf8"),
    isCut: bytes > MOST_BODY_BYTES,
    url,
  };
}
