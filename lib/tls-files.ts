import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

const FILES = [
  "CARILLON_REDIS_CA_FILE",
  "CARILLON_REDIS_CERT_FILE",
  "CARILLON_REDIS_KEY_FILE",
] as const;

/** Settings that name files, by which the connection to Redis is verified and proves who it is. */
type TlsSettings = Partial<Record<(typeof FILES)[number] | "REDIS_URL", string>>;

/** What the files hold, as PEM. */
export interface TlsMaterial {
  ca?: string;
  cert?: string;
  key?: string;
}

/** Reads the files that are named. `problems` has one sentence for each that cannot be used. */
export function readTlsFiles(settings: TlsSettings): { material: TlsMaterial; problems: string[] } {
  const problems: string[] = [];
  const read = (name: (typeof FILES)[number], check: (pem: string) => string | null) => {
    const path = settings[name];
    if (path === undefined) return undefined;
    const pem = textOf(path);
    const problem = pem instanceof Error ? reasonOf(pem) : check(pem);
    if (problem !== null) problems.push(`${name} is ${path}, which ${problem}`);
    return pem instanceof Error || problem !== null ? undefined : pem;
  };
  const ca = read("CARILLON_REDIS_CA_FILE", certificateProblem);
  const cert = read("CARILLON_REDIS_CERT_FILE", certificateProblem);
  const key = read("CARILLON_REDIS_KEY_FILE", keyProblem);
  if (
    (settings.CARILLON_REDIS_CERT_FILE === undefined) !==
    (settings.CARILLON_REDIS_KEY_FILE === undefined)
  )
    problems.push(
      "CARILLON_REDIS_CERT_FILE and CARILLON_REDIS_KEY_FILE need each other: set both or none",
    );
  if (cert && key && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    problems.push(
      "CARILLON_REDIS_KEY_FILE is not the key of the certificate in CARILLON_REDIS_CERT_FILE",
    );
  // Who names a certificate wants TLS: without it passwords and jobs would travel in clear text.
  if (!settings.REDIS_URL?.startsWith("rediss://"))
    for (const name of FILES.filter((each) => settings[each] !== undefined))
      problems.push(
        `${name} is set, but REDIS_URL does not begin with rediss://: nothing would be encrypted`,
      );
  return { material: { ca, cert, key }, problems };
}

function textOf(path: string): string | Error {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return error as Error;
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOENT":
      return "is not there";
    case "EACCES":
      return "this process may not read";
    case "EISDIR":
      return "is a folder";
    default:
      return `cannot be read: ${message}`;
  }
}

/** A file may have several, one after the other: each must be one. */
function certificateProblem(pem: string): string | null {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) return "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)";
  try {
    for (const each of found) new X509Certificate(each);
    return null;
  } catch {
    return "holds a certificate that is damaged";
  }
}

function keyProblem(pem: string): string | null {
  try {
    createPrivateKey(pem);
    return null;
  } catch {
    return "holds no private key in PEM (-----BEGIN PRIVATE KEY-----), or an encrypted one: take the passphrase away";
  }
}
