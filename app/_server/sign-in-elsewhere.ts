import type { Arrival, OidcSignIn } from "@/lib/auth/oidc/sign-in.ts";
import { isOidcRefusal, OidcRefusal } from "@/lib/auth/oidc/refusals.ts";
import {
  actorElsewhere,
  type SignedInBy,
  subjectElsewhere,
  subjectOf,
} from "@/lib/auth/subject.ts";
import { CarillonError } from "@/lib/errors.ts";
import { writeRecord } from "./audited.ts";
import type { Backend } from "./backend.ts";
import { sessionCookie, sessionIdOf, signInCookie, signInSecretOf } from "./cookies.ts";
import { ownPath } from "./own-path.ts";
import { addressOf, networkOf } from "./peer.ts";
import { responseHeaders } from "./problem-response.ts";
import { answering, knownError } from "./route.ts";
import { guessing } from "./sign-in.ts";
import { closeStreams } from "./streams.ts";

/** Each takes up a little memory for ten minutes. A whole office may come from one address. */
const MOST_BEGUN = { limit: 300, spanMs: 60_000 };

/** Sends a browser to the provider. By a link, hence by GET: it changes nothing but what this browser may come back with. */
export function beginSignIn(request: Request): Promise<Response> {
  const next = ownPath(new URL(request.url).searchParams.get("next"));
  return atTheDoor(request, next, async (oidc, shared) => {
    const network = networkOf(addressOf(request));
    if ((await shared.attempts.note("sign-in begun from", network, MOST_BEGUN)) !== null)
      throw new OidcRefusal("too-many", "more than 300 sign-ins begun in a minute");
    const { address, browser } = await oidc.begin(next, Date.now());
    return { location: address, cookies: [signInCookie(request.headers, browser)] };
  });
}

/**
 * Signs in who comes back from the provider. By GET, as OpenID Connect has it: that it is this browser's own doing is shown by its
 * cookie and by the state, which works once.
 */
export function finishSignIn(request: Request): Promise<Response> {
  return atTheDoor(request, "/", async (oidc, shared, requestId) => {
    const arrival = await arrivalOf(request, oidc, shared);
    const { issuer, sub, role, queues } = arrival;
    const by: SignedInBy = { kind: "oidc", issuer, sub, role, queues };
    const actor = actorElsewhere(arrival.name, by);
    const subject = subjectOf(by);
    const epoch = await shared.sessions.epochOf(subject);
    await shared.standings.note(subject, { role, queues });
    const id = await shared.sessions.start(actor, by, epoch, Date.now());
    const before = sessionIdOf(request.headers);
    if (before !== null) await shared.sessions.end(before);
    const after = JSON.stringify({ issuer, sub, role, queues });
    await writeDown(request, requestId, shared, { actor, status: 303, code: "", after });
    const cookies = [sessionCookie(request.headers, id), signInCookie(request.headers, null)];
    return { location: ownPath(arrival.next), cookies };
  });
}

/** Counts as a try, as a password does, what may be a guess; not that the provider is away, or gives no role. */
async function arrivalOf(request: Request, oidc: OidcSignIn, shared: Backend): Promise<Arrival> {
  const query = new URL(request.url).searchParams;
  const outcome = await guessing(addressOf(request), null, shared, async () => {
    try {
      return await oidc.finish(query, signInSecretOf(request.headers), Date.now());
    } catch (error) {
      if (isOidcRefusal(error) && !error.isGuess) return error;
      throw error;
    }
  });
  if (!isOidcRefusal(outcome)) return outcome;
  if (outcome.sub !== "") await forget(outcome.sub, shared);
  throw outcome;
}

/** Whom their provider gives no role any more: what they still have from an earlier sign-in ends, tokens too. */
async function forget(sub: string, { standings, sessions, config }: Backend): Promise<void> {
  const subject = subjectElsewhere({ issuer: config.oidc?.issuer ?? "", sub });
  await standings.note(subject, null);
  await sessions.endAll(subject);
  closeStreams((stream) => stream.subject === subject);
}

interface Redirection {
  location: string;
  cookies: string[];
}

/** The frame of both: whatever goes wrong is told on the sign-in page, in our own words. */
function atTheDoor(
  request: Request,
  next: string,
  answer: (oidc: OidcSignIn, shared: Backend, requestId: string) => Promise<Redirection>,
): Promise<Response> {
  return answering(request, async (requestId, shared) => {
    const { oidc } = shared;
    if (oidc === null)
      throw new CarillonError("not_found", "Sign-in by OpenID Connect is not set up here.");
    try {
      return redirection(requestId, await answer(oidc, shared, requestId));
    } catch (error) {
      const refusal = asRefusal(error, request, requestId, shared);
      await refuse(refusal, request, requestId, shared);
      const told = new URLSearchParams({ refused: refusal.reason, request: requestId });
      const back = refusal.next === "/" ? next : ownPath(refusal.next);
      if (back !== "/") told.set("next", back);
      return redirection(requestId, { location: `/sign-in?${told}`, cookies: [] });
    }
  });
}

function redirection(requestId: string, { location, cookies }: Redirection): Response {
  const headers = new Headers({ ...responseHeaders(requestId), location });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

function asRefusal(
  error: unknown,
  request: Request,
  requestId: string,
  shared: Backend,
): OidcRefusal {
  if (isOidcRefusal(error)) return error;
  const { code, message } = knownError(error, request, requestId, shared);
  if (code === "too_many_requests") return new OidcRefusal("too-many", message);
  return new OidcRefusal(code === "unavailable" ? "unavailable" : "internal", message);
}

async function refuse(
  { reason, message, who }: OidcRefusal,
  request: Request,
  requestId: string,
  shared: Backend,
): Promise<void> {
  shared.logger.warn({ requestId, reason, detail: message }, "a sign-in elsewhere was refused");
  const after = JSON.stringify({ detail: message, ...(who !== "" && { who }) });
  const refused = { actor: "nobody", status: 403, code: reason, after };
  await writeDown(request, requestId, shared, refused);
}

function writeDown(
  request: Request,
  requestId: string,
  shared: Backend,
  what: { actor: string; status: number; code: string; after: string },
): Promise<void> {
  const record = {
    ...what,
    via: "nothing",
    action: "signInElsewhere",
    target: shared.config.oidc?.issuer ?? "",
    address: addressOf(request),
    requestId,
    before: "",
  };
  return writeRecord(record, null, shared);
}
