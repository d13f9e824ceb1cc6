/** As much of the package as the tests use: it comes without types. */
declare module "oidc-provider" {
  import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  interface Context {
    oidc: {
      account: { accountId: string };
      client: { clientId: string };
      params: { scope: string };
      provider: Provider;
    };
  }

  export interface Configuration {
    adapter: (model: string) => unknown;
    clients: Record<string, unknown>[];
    claims: Record<string, string[]>;
    conformIdTokenClaims: boolean;
    cookies: { keys: string[] };
    jwks: { keys: unknown[] };
    ttl: Record<string, number>;
    features: Record<string, { enabled: boolean }>;
    interactions: { url(context: Context, interaction: { uid: string }): string };
    findAccount(
      context: Context,
      id: string,
    ): { accountId: string; claims(): Record<string, unknown> } | undefined;
    loadExistingGrant(context: Context): Promise<Grant>;
    pkce: { required(): boolean };
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    Grant: new (of: { accountId: string; clientId: string }) => Grant;
    callback(): RequestListener;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Record<string, unknown>,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}

declare module "oidc-provider/lib/adapters/memory_adapter.js" {
  export function createMemoryAdapter(): (model: string) => unknown;
}
