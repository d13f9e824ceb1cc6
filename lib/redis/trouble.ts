import { CarillonError } from "../errors.ts";
import { maskText } from "../jobs/secret-text.ts";

/** Why a connection is not ready. */
export interface Trouble {
  /** A sentence with the remedy, fit for a log: no password stands in it. */
  reason: string;
  /** Waiting will not mend it: somebody must change a setting, a certificate or a user. */
  isRefusal: boolean;
}

/** A connection cannot be used. The message says why to who runs the process: it names hosts and settings. */
export class RedisUnavailableError extends CarillonError {
  override name = "RedisUnavailableError";

  constructor(message: string) {
    super("unavailable", message);
  }
}

/** Redis or its certificate was refused, or Redis refuses this process. The message has the remedy. */
export class RedisRefusedError extends RedisUnavailableError {
  override name = "RedisRefusedError";
}

/** Codes of node:tls and OpenSSL for a chain that ends at nobody who is trusted. */
const UNKNOWN_AUTHORITY = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "CERT_UNTRUSTED",
]);
const OTHER_CERTIFICATE =
  /^(CERT_|CRL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)|_KEY_TOO_SMALL$/;

const refusal = (reason: string): Trouble => ({ reason, isRefusal: true });

/** What an error of a connection to `at`, a URL that is fit to be shown, means. */
export function troubleOf(error: NodeJS.ErrnoException, at: string): Trouble {
  const { code = "", message } = error;
  return (
    certificateTrouble(code, message, at) ??
    tlsTrouble(code, message, at) ??
    loginTrouble(message, at) ?? { reason: maskText(message), isRefusal: false }
  );
}

/** To a server without TLS a greeting in it is half a command: it waits for the rest, or ends the connection. */
export function noTlsYet(at: string): Trouble | null {
  if (!at.startsWith("rediss://")) return null;
  const reason = `${at} did not answer in TLS. If Redis has none there, REDIS_URL must begin with redis://.`;
  return { reason, isRefusal: false };
}

/** A server that wants TLS ends a connection without it, and says nothing. So does one that is about to end: no refusal. */
export function closedUnanswered(at: string): Trouble {
  const remedy = at.startsWith("redis://")
    ? "If it wants TLS, REDIS_URL must begin with rediss://."
    : "It may want a certificate of this process, or another one: CARILLON_REDIS_CERT_FILE and CARILLON_REDIS_KEY_FILE.";
  return { reason: `${at} closed the connection without an answer. ${remedy}`, isRefusal: false };
}

function certificateTrouble(code: string, message: string, at: string): Trouble | null {
  const its = `The certificate of Redis at ${at}`;
  if (UNKNOWN_AUTHORITY.has(code))
    return refusal(
      `${its} is not signed by an authority that is trusted here (${code}). Set CARILLON_REDIS_CA_FILE (in a program: tls.ca) to the certificate of the authority that signed it, in PEM.`,
    );
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return refusal(
        `${its} is for another host: ${message.replace(/^.*altnames: /, "")} (${code}). Write a name that it has into REDIS_URL, or give Redis a certificate for this one.`,
      );
    case "CERT_HAS_EXPIRED":
      return refusal(`${its} has expired (${code}). Renew it on the server of Redis.`);
    case "CERT_NOT_YET_VALID":
      return refusal(`${its} is not valid yet (${code}). Look at the clocks of both machines.`);
    default:
      return OTHER_CERTIFICATE.test(code)
        ? refusal(`${its} is refused: ${message} (${code}). Give Redis another one.`)
        : null;
  }
}

function tlsTrouble(code: string, message: string, at: string): Trouble | null {
  if (code === "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")
    return refusal(
      `Redis at ${at} wants a certificate of this process. Set CARILLON_REDIS_CERT_FILE and CARILLON_REDIS_KEY_FILE (in a program: tls.cert and tls.key).`,
    );
  if (/^ERR_SSL_.*_ALERT_/.test(code))
    return refusal(
      `Redis at ${at} refuses this process' side of TLS (${code}). It may want another certificate: CARILLON_REDIS_CERT_FILE and CARILLON_REDIS_KEY_FILE.`,
    );
  const isUnanswered =
    code === "ERR_SSL_WRONG_VERSION_NUMBER" ||
    message.includes("before secure TLS connection") ||
    message.includes("ETIMEDOUT");
  return isUnanswered ? noTlsYet(at) : null;
}

function loginTrouble(message: string, at: string): Trouble | null {
  if (message.startsWith("WRONGPASS"))
    return refusal(
      `Redis at ${at} does not know this user and password (WRONGPASS). Look at REDIS_URL, and at the users of Redis: npm run redis-acl prints them.`,
    );
  if (message.startsWith("NOAUTH"))
    return refusal(
      `Redis at ${at} wants a user and a password (NOAUTH): REDIS_URL=redis://user:password@host.`,
    );
  if (message.startsWith("NOPERM"))
    return refusal(
      `Redis at ${at} does not let this user begin (${message}). npm run redis-acl prints what each process needs.`,
    );
  return null;
}
