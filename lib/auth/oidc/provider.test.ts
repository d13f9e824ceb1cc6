import { describe, expect, it } from "vitest";
import { loadConfig } from "../../config.ts";
import { OidcProvider } from "./provider.ts";

const CHECKS = { state: "s", nonce: "n", verifier: "v".repeat(43) };
const HOUR_MS = 3_600_000;

/** A provider whose answers the test gives, by path. */
function open(issuer: string, metadata: Record<string, unknown> = {}) {
  const env = {
    NODE_ENV: "test" as const,
    CARILLON_OIDC_ISSUER: issuer,
    CARILLON_OIDC_CLIENT_ID: "carillon",
    CARILLON_OIDC_ADMINS: "admins",
    CARILLON_URL: "https://jobs.example.org",
  };
  const asked: { url: string; redirect: string | undefined }[] = [];
  const answer = { isAway: false };
  const send = (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), redirect: init?.redirect });
    if (answer.isAway) return Promise.reject(new TypeError("fetch failed"));
    return Promise.resolve(
      Response.json({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        ...metadata,
      }),
    );
  };
  const settings = loadConfig(env).oidc!;
  return { provider: new OidcProvider(settings, send), asked, answer };
}

describe("the provider of the settings", () => {
  it("is asked by its issuer alone, follows no redirect, and is known for an hour", async () => {
    const { provider, asked } = open("https://login.example.org/main");
    const both = [provider.addressOf(CHECKS, 0), provider.addressOf(CHECKS, 0)];
    const [address] = await Promise.all(both);
    await provider.addressOf(CHECKS, HOUR_MS - 1);
    expect(asked).toEqual([
      {
        url: "https://login.example.org/main/.well-known/openid-configuration",
        redirect: "manual",
      },
    ]);
    await provider.addressOf(CHECKS, HOUR_MS);
    expect(asked).toHaveLength(2);
    const { origin, pathname, searchParams } = new URL(address!);
    expect(`${origin}${pathname}`).toBe("https://login.example.org/main/auth");
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      client_id: "carillon",
      redirect_uri: "https://jobs.example.org/api/sign-in/oidc/callback",
      scope: "openid profile email",
      state: "s",
      nonce: "n",
      code_challenge_method: "S256",
    });
    expect(address).not.toContain(CHECKS.verifier);
  });

  it("goes on to serve as it was known while it is away", async () => {
    const { provider, answer } = open("https://login.example.org");
    answer.isAway = true;
    const away = provider.addressOf(CHECKS, 0);
    await expect(away).rejects.toMatchObject({ reason: "provider-away" });
    answer.isAway = false;
    await provider.addressOf(CHECKS, 0);
    answer.isAway = true;
    expect(await provider.addressOf(CHECKS, 2 * HOUR_MS)).toContain("/auth?");
  });

  it("is not one with many tenants: in any of those somebody could be an admin", async () => {
    const issuer = "https://login.microsoftonline.com/common/v2.0";
    const told = "https://login.microsoftonline.com/{tenantid}/v2.0";
    const { provider } = open(issuer, { issuer: told });
    await expect(provider.addressOf(CHECKS, 0)).rejects.toMatchObject({
      reason: "provider-away",
      message: expect.stringContaining("{tenantid}") as string,
    });
  });

  it("is sent no code where somebody on the way could read it", async () => {
    const metadata = { token_endpoint: "http://login.example.org/token" };
    const { provider, asked } = open("http://127.0.0.1:9", metadata);
    await provider.addressOf(CHECKS, 0);
    const query = new URLSearchParams({ state: CHECKS.state, code: "c" });
    const back = provider.claimsOf(query, CHECKS, 0);
    await expect(back).rejects.toMatchObject({ reason: "provider-away" });
    expect(asked).toHaveLength(1);
  });
});
