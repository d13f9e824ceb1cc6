import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a provider, or somebody on the way, may do wrong. */
export interface Crookedness {
  /** Instead of what an honest ID token has. */
  claims?: Record<string, unknown>;
  /** Signs with a key that is not published. */
  isForged?: boolean;
  /** No signature at all: `alg: none`. */
  isUnsigned?: boolean;
  /** Of the discovery document, instead of what is honest. */
  metadata?: Record<string, unknown>;
  /** What the token endpoint answers instead. */
  tokenAnswer?: { status: number; headers: Record<string, string>; body: string };
}

/** A provider that lets everybody in as admin, by whatever tokens the test wants. `asked` has the paths it was asked for. */
export async function openCrookedProvider(crooked: Crookedness) {
  const key = newKey();
  const jwk = { ...key.publicKey.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" };
  const asked: string[] = [];
  let nonce = "";
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    const json = (body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (path.startsWith("/.well-known/")) json({ ...metadataOf(issuer), ...crooked.metadata });
    else if (path === "/jwks") json({ keys: [jwk] });
    else if (path !== "/token") response.writeHead(404).end();
    else if (crooked.tokenAnswer) {
      const { status, headers, body } = crooked.tokenAnswer;
      response.writeHead(status, headers).end(body);
    } else
      json({
        access_token: "not kept",
        token_type: "bearer",
        id_token: idToken(crooked, honestClaims(issuer, nonce), key.privateKey),
      });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    asked,
    /** Where it sends a browser back to that it was given the address for. */
    answerTo(address: string, more: Record<string, string> = {}): string {
      const query = new URL(address).searchParams;
      nonce = query.get("nonce") ?? "";
      const state = query.get("state") ?? "";
      return `${query.get("redirect_uri")}?${new URLSearchParams({ code: "c", state, ...more })}`;
    },
  };
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
});

function honestClaims(issuer: string, nonce: string) {
  const now = Math.floor(Date.now() / 1_000);
  const times = { iat: now, exp: now + 60 };
  return { iss: issuer, aud: "carillon", sub: "eve", nonce, groups: ["admins"], ...times };
}

function idToken({ claims, isForged, isUnsigned }: Crookedness, honest: object, key: KeyObject) {
  const header = isUnsigned ? { alg: "none" } : { alg: "RS256", kid: "k" };
  const input = `${base64(header)}.${base64({ ...honest, ...claims })}`;
  if (isUnsigned) return `${input}.`;
  const signature = sign("sha256", Buffer.from(input), isForged ? newKey().privateKey : key);
  return `${input}.${signature.toString("base64url")}`;
}
