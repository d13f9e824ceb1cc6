import * as client from "openid-client";
import { OidcRefusal } from "./refusals.ts";

const AWAY = [
  "OAUTH_TIMEOUT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_PARSE_ERROR",
];

/** Why nobody is signed in, when what came back could not be used. */
export function refusalOf(error: unknown): OidcRefusal {
  const detail = wordsOf(error);
  if (error instanceof client.AuthorizationResponseError)
    return new OidcRefusal(error.error === "access_denied" ? "denied" : "provider-refused", detail);
  const isRefused =
    error instanceof client.WWWAuthenticateChallengeError ||
    (error instanceof client.ResponseBodyError && error.error !== "invalid_grant");
  if (isRefused) return new OidcRefusal("provider-refused", detail);
  const code = codeOf(error);
  if (code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return new OidcRefusal("clock", detail);
  // Without a code of its own it is what fetch throws.
  const isAway = error instanceof TypeError && code === undefined;
  return new OidcRefusal(
    isAway || AWAY.includes(code ?? "") ? "provider-away" : "not-valid",
    detail,
  );
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

const MOST_DETAIL_CHARS = 300;

/** For the log: what the provider or the library says. Causes hold tokens and claims, and are left out. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return saidBy(error)
    .filter((part) => part !== undefined)
    .join(": ")
    .replaceAll(/\p{C}+/gu, " ")
    .slice(0, MOST_DETAIL_CHARS);
}

function saidBy(error: Error): (string | undefined)[] {
  if (error instanceof client.WWWAuthenticateChallengeError)
    return [`status ${error.status}`, ...error.cause.map(({ parameters }) => parameters.error)];
  if (
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError
  )
    return [error.error, error.error_description];
  return [codeOf(error) ?? codeOf(error.cause), error.message];
}
