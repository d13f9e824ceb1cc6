import { hideInText } from "../jobs/secret-text.ts";
import type { AllowList } from "../outgoing/allow-list.ts";
import { outgoingRequest } from "../outgoing/request.ts";
import { VERSION } from "../process/version.ts";
import { type Signed, signedHeaders } from "./signature.ts";

const TIME_OUT_MS = 10_000;
const MOST_ERROR_CHARS = 300;

/** What became of a message. */
export interface Tried {
  isDelivered: boolean;
  /** Null when there was no answer. */
  status: number | null;
  error: string | null;
  tookMs: number;
}

export interface Receiver {
  url: string;
  secret: string;
}

export interface Way {
  allowed: AllowList;
  /** Ends the try, for a process that ends. */
  signal: AbortSignal;
}

/** Sends a message to an address, once. What is answered besides the status is nobody's business. */
export async function deliver(
  { url, secret }: Receiver,
  message: Signed,
  { allowed, signal }: Way,
): Promise<Tried> {
  const startedMs = performance.now();
  const tried = (outcome: Omit<Tried, "tookMs">): Tried => ({
    ...outcome,
    tookMs: Math.round(performance.now() - startedMs),
  });
  const timeOut = AbortSignal.timeout(TIME_OUT_MS);
  try {
    const { status } = await outgoingRequest({
      url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": `Carillon/${VERSION}`,
        ...signedHeaders(secret, message),
      },
      body: message.body,
      signal: AbortSignal.any([timeOut, signal]),
      follows: false,
      allowed,
    });
    const error = refusalOf(status);
    return tried({ isDelivered: error === null, status, error });
  } catch (error) {
    const reason = timeOut.aborted
      ? `There was no answer within ${TIME_OUT_MS / 1_000} s.`
      : reasonOf(error as NodeJS.ErrnoException, url);
    return tried({ isDelivered: false, status: null, error: reason });
  }
}

function refusalOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  const isRedirect = status >= 300 && status < 400;
  return `It answered ${status}${isRedirect ? ", a redirect, which is not followed" : ""}.`;
}

/** Of the address only its host may be said. A host with several addresses fails with a code alone. */
function reasonOf({ message, code = "" }: NodeJS.ErrnoException, url: string): string {
  const { href, pathname, search } = new URL(url);
  const reason = hideInText(message || code, [url, href, pathname + search]);
  return reason.slice(0, MOST_ERROR_CHARS);
}
