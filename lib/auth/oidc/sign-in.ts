import { type OidcFlows, nonceOf, verifierOf, type Flow } from "./flows.ts";
import { type Person, personOf } from "./person.ts";
import type { OidcProvider } from "./provider.ts";
import { isOidcRefusal } from "./refusals.ts";
import type { OidcSettings } from "./settings.ts";

/** Who has come back from the provider: by issuer and subject, since names and addresses change hands. */
export interface Arrival extends Person {
  issuer: string;
  sub: string;
  next: string;
}

/** Signing in by the authorization code flow of OpenID Connect, with PKCE, state and nonce. */
export class OidcSignIn {
  readonly settings: OidcSettings;
  readonly #flows: OidcFlows;
  readonly #provider: OidcProvider;

  constructor(settings: OidcSettings, flows: OidcFlows, provider: OidcProvider) {
    this.settings = settings;
    this.#flows = flows;
    this.#provider = provider;
  }

  /**
   * Where to send a browser, and the secret that it must keep until it comes back.
   * @param next where to go in the end
   * @throws OidcRefusal when the provider is away
   */
  async begin(next: string, nowMs: number): Promise<{ address: string; browser: string }> {
    const flow = await this.#flows.begin(next, nowMs);
    return {
      address: await this.#provider.addressOf(checksOf(flow), nowMs),
      browser: flow.browser,
    };
  }

  /**
   * Who has come back. Each sign-in ends here, whatever comes of it.
   * @param query of the address they came back to
   * @param browser the secret that their browser has kept; null for none
   * @throws OidcRefusal
   */
  async finish(query: URLSearchParams, browser: string | null, nowMs: number): Promise<Arrival> {
    const state = query.get("state") ?? "";
    const { next } = await this.#flows.take(state, browser, nowMs);
    let sub = "";
    try {
      const checks = checksOf({ state, browser: browser ?? "" });
      const claims = await this.#provider.claimsOf(query, checks, nowMs);
      sub = claims.sub;
      return { ...personOf(claims, this.settings), issuer: this.settings.issuer, sub, next };
    } catch (error) {
      if (isOidcRefusal(error)) Object.assign(error, { next, sub });
      throw error;
    }
  }
}

const checksOf = (flow: Flow) => ({
  state: flow.state,
  nonce: nonceOf(flow),
  verifier: verifierOf(flow),
});
