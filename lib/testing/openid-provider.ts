import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
// Its own choice, when it is left one, with a warning each time.
import { createMemoryAdapter } from "oidc-provider/lib/adapters/memory_adapter.js";

/** What the provider says of somebody, besides their `sub`, which is the name they are known by. */
export type People = Record<string, Record<string, unknown>>;

interface Options {
  people: People;
  /** Where it may send people back to. */
  redirectUri: string;
  clientSecret?: string;
  /** Puts all claims into the ID token, as some do; otherwise they are told at the userinfo endpoint. */
  hasFatTokens?: boolean;
}

const CLAIMS = ["groups", "realm_access", "queues", "preferred_username", "name"];
export const CLIENT_ID = "carillon";

/** A place on this machine for a provider, with nobody there yet: who asks is told that it is away. */
export async function openProvider() {
  const server = createServer((request, response) => void listener(request, response));
  let listener: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) =>
    response.writeHead(503).end();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** Moves in, with the keys it always has. */
    serve(options: Options): void {
      const provider = new Provider(issuer, configurationOf(options, privateKey));
      const rest = provider.callback();
      listener = (request, response) =>
        request.url?.startsWith("/door/")
          ? door(provider, request, response)
          : rest(request, response);
    },
    goAway(): void {
      listener = (_, response) => response.writeHead(503).end();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Who you are is asked, and a password is not: `/door/<interaction>`. */
async function door(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method === "GET")
    return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(DOOR);
  const typed = new URLSearchParams(await textOf(request));
  const accountId = typed.get("name");
  const result = typed.has("cancel")
    ? { error: "access_denied", error_description: "<b>Not today</b>" }
    : { login: { accountId } };
  return provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: false,
  });
}

const DOOR = `<!doctype html><html lang="en"><title>Provider</title><form method="post">
<label>Who are you? <input name="name"></label><button>Go on</button><button name="cancel">Cancel</button></form></html>`;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function configurationOf(
  { people, redirectUri, clientSecret, hasFatTokens = false }: Options,
  privateKey: KeyObject,
) {
  return {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: [redirectUri],
        ...(clientSecret === undefined
          ? { token_endpoint_auth_method: "none" }
          : { client_secret: clientSecret }),
      },
    ],
    claims: { openid: ["sub"], profile: CLAIMS, email: ["email", "email_verified"] },
    conformIdTokenClaims: !hasFatTokens,
    cookies: { keys: ["the keys of a test run"] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    ttl: { AccessToken: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/door/${uid}` },
    findAccount: (_: unknown, id: string) => {
      const claims = people[id];
      return claims && { accountId: id, claims: () => ({ ...claims, sub: id }) };
    },
    async loadExistingGrant({ oidc }: Parameters<GrantLoader>[0]) {
      const { account, client, params, provider } = oidc;
      const ids = { accountId: account.accountId, clientId: client.clientId };
      const grant = new provider.Grant(ids);
      grant.addOIDCScope(params.scope);
      await grant.save();
      return grant;
    },
  };
}

type GrantLoader = ConstructorParameters<typeof Provider>[1]["loadExistingGrant"];
