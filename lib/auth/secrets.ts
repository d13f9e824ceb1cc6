import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits of chance, as text that is safe in a cookie, a header and a URL. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret: whoever reads the store learns nothing to sign in with. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in constant time. An empty or missing secret never matches. */
export function secretsMatch(given: string | undefined, known: string | undefined): boolean {
  if (!given || !known) return false;
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(known)));
}
