import { describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "../../config.ts";

const GOOD = {
  CARILLON_OIDC_ISSUER: "https://login.example.org/realms/main",
  CARILLON_OIDC_CLIENT_ID: "carillon",
  CARILLON_OIDC_ADMINS: "admins, owners",
};

const load = (env: Record<string, string>) => loadConfig({ NODE_ENV: "test", ...env });

function problemsOf(env: Record<string, string>): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("the settings of OpenID Connect", () => {
  it("are none, when none is set", () => {
    expect(load({}).oidc).toBeNull();
    expect(load({ CARILLON_OIDC_CLIENT_ID: "" }).oidc).toBeNull();
  });

  it("have what need not be said", () => {
    expect(load({ ...GOOD, PORT: "3005" }).oidc).toEqual({
      issuer: "https://login.example.org/realms/main",
      clientId: "carillon",
      clientSecret: undefined,
      scopes: "openid profile email",
      name: "single sign-on",
      origin: "http://127.0.0.1:3005",
      rolesClaim: "groups",
      roleValues: { admin: ["admins", "owners"], operator: [], viewer: [] },
      defaultRole: null,
      emailDomains: [],
      queuesClaim: null,
    });
    expect(load({ ...GOOD, CARILLON_URL: "https://Jobs.example.org/" }).oidc?.origin).toBe(
      "https://jobs.example.org",
    );
  });

  it.each([
    ["https://login.example.org", "https://login.example.org/"],
    ["http://127.0.0.1:9000", "http://127.0.0.1:9000/"],
    ["http://[::1]:9000/realm", "http://[::1]:9000/realm"],
  ])("take %s as an issuer", (issuer, known) => {
    expect(load({ ...GOOD, CARILLON_OIDC_ISSUER: issuer }).oidc?.issuer).toBe(known);
  });

  it.each([
    ["CARILLON_OIDC_ISSUER", "http://login.example.org"],
    ["CARILLON_OIDC_ISSUER", "http://127.0.0.1.example.org"],
    ["CARILLON_OIDC_ISSUER", "login.example.org"],
    ["CARILLON_OIDC_ISSUER", "https://login.example.org/.well-known/openid-configuration"],
    ["CARILLON_OIDC_ISSUER", "https://login.example.org/?tenant=1"],
    ["CARILLON_OIDC_SCOPES", "profile email"],
    ["CARILLON_OIDC_NAME", "x".repeat(41)],
    ["CARILLON_OIDC_NAME", "  "],
    ["CARILLON_OIDC_ROLES_CLAIM", "two words"],
    ["CARILLON_OIDC_DEFAULT_ROLE", "owner"],
    ["CARILLON_OIDC_EMAIL_DOMAINS", "example.org, @example.net"],
    ["CARILLON_URL", "http://jobs.example.org"],
    ["CARILLON_URL", "https://jobs.example.org/carillon"],
    ["CARILLON_URL", "jobs.example.org"],
  ])("refuse to be %s=%s", (name, value) => {
    expect(problemsOf({ ...GOOD, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} `)),
    ]);
  });

  it("name what is missing, all of it", () => {
    const { CARILLON_OIDC_ISSUER } = GOOD;
    const others = { HOST: "0.0.0.0", CARILLON_ADMIN_TOKEN: "Zk3v9Qw1Lr7xTn5yHb2mPd8s" };
    expect(problemsOf({ CARILLON_OIDC_ISSUER, ...others })).toEqual([
      expect.stringContaining("CARILLON_OIDC_CLIENT_ID is not set"),
      expect.stringContaining("CARILLON_URL is not set"),
      expect.stringContaining("CARILLON_OIDC_ADMINS, CARILLON_OIDC_OPERATORS"),
    ]);
    expect(problemsOf({ CARILLON_OIDC_CLIENT_ID: "x", CARILLON_OIDC_VIEWERS: "y" })).toEqual([
      "CARILLON_OIDC_ISSUER is not set, but CARILLON_OIDC_CLIENT_ID, CARILLON_OIDC_VIEWERS: set it too, or none of them",
    ]);
  });

  it("need no groups where everybody has a role", () => {
    const { CARILLON_OIDC_ADMINS: _, ...rest } = GOOD;
    expect(load({ ...rest, CARILLON_OIDC_DEFAULT_ROLE: "viewer" }).oidc?.defaultRole).toBe(
      "viewer",
    );
  });
});
