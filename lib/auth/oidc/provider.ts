import * as client from "openid-client";
import { type Claims, lacksSomething } from "./person.ts";
import { refusalOf, wordsOf } from "./provider-errors.ts";
import { OidcRefusal } from "./refusals.ts";
import { isSafeUrl, type OidcSettings } from "./settings.ts";

const TIMEOUT_S = 5;
/** What a provider says of itself is asked for again after so long. */
const KNOWN_FOR_MS = 3_600_000;
const CALLBACK = "/api/sign-in/oidc/callback";

/** What one sign-in is checked against. */
export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

/** The provider that the settings name. It is asked when somebody signs in, and may be away until then. */
export class OidcProvider {
  readonly #settings: OidcSettings;
  readonly #send: typeof fetch;
  #known: { configuration: client.Configuration; untilMs: number } | null = null;
  #asking: Promise<client.Configuration> | null = null;

  constructor(settings: OidcSettings, send: typeof fetch = fetch) {
    this.#settings = settings;
    this.#send = send;
  }

  /** Where a browser is sent to sign in. @throws OidcRefusal */
  async addressOf({ state, nonce, verifier }: Checks, nowMs: number): Promise<string> {
    const configuration = await this.#configuration(nowMs);
    const parameters = {
      redirect_uri: this.#redirectUri,
      scope: this.#settings.scopes,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    };
    const endpoint = configuration.serverMetadata().authorization_endpoint ?? "";
    if (!isSafeUrl(endpoint))
      throw new OidcRefusal("provider-away", "its authorization endpoint is not https");
    return client.buildAuthorizationUrl(configuration, parameters).href;
  }

  /**
   * What the provider says of who has come back from it, once all of it is verified. Its tokens are used here and kept nowhere.
   * @param query of the address they came back to
   * @throws OidcRefusal
   */
  async claimsOf(
    query: URLSearchParams,
    { state, nonce, verifier }: Checks,
    nowMs: number,
  ): Promise<Claims & { sub: string }> {
    const configuration = await this.#configuration(nowMs);
    // The path and host that were registered, whatever the request came by.
    const url = new URL(`${this.#redirectUri}?${query}`);
    try {
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
      });
      const claims = tokens.claims()!;
      if (!lacksSomething(claims, this.#settings) || !hasUserInfo(configuration)) return claims;
      const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { ...more, ...claims };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  get #redirectUri(): string {
    return `${this.#settings.origin}${CALLBACK}`;
  }

  /** Asked for once however many want it. While it cannot be had, what was known goes on to serve. */
  async #configuration(nowMs: number): Promise<client.Configuration> {
    if (this.#known !== null && nowMs < this.#known.untilMs) return this.#known.configuration;
    this.#asking ??= this.#discover().finally(() => {
      this.#asking = null;
    });
    try {
      const configuration = await this.#asking;
      this.#known = { configuration, untilMs: nowMs + KNOWN_FOR_MS };
      return configuration;
    } catch (error) {
      if (this.#known !== null) return this.#known.configuration;
      throw new OidcRefusal("provider-away", `discovery: ${wordsOf(error)}`);
    }
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const server = new URL(issuer);
    const configuration = await client.discovery(
      server,
      clientId,
      undefined,
      clientSecret === undefined ? client.None() : withSecret(clientSecret),
      {
        timeout: TIMEOUT_S,
        [client.customFetch]: safely(this.#send),
        execute: [
          // Signatures are checked though the token comes over TLS from whoever signs it.
          client.enableNonRepudiationChecks,
          ...(server.protocol === "http:" ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    // The library lets issuers with many tenants pass: in any of those somebody could give themselves a role.
    const told = configuration.serverMetadata().issuer;
    if (new URL(told).href !== server.href) throw new Error(`the issuer calls itself ${told}`);
    return configuration;
  }
}

/** As the provider prefers it; without a word of its own it takes Basic (RFC 8414). */
const withSecret =
  (secret: string): client.ClientAuth =>
  (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const auth = methods.includes("client_secret_basic")
      ? client.ClientSecretBasic(secret)
      : client.ClientSecretPost(secret);
    return auth(server, ...rest);
  };

/** Goes where the provider's own document says, over TLS or to this machine; redirects are not followed. */
const safely =
  (send: typeof fetch): client.CustomFetch =>
  (url, options) => {
    if (!isSafeUrl(url)) throw new TypeError("it names an address that is not https");
    return send(url, options as RequestInit);
  };

const hasUserInfo = (configuration: client.Configuration) =>
  configuration.serverMetadata().userinfo_endpoint !== undefined;
