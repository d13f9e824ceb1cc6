import { describe, expect, it } from "vitest";
import { newestOf } from "@/lib/testing/auth.ts";
import { beginSignIn } from "./sign-in-elsewhere.ts";
import {
  openBrowser,
  openWebAndProvider,
  ORIGIN,
  refusedFor,
  sessionOf,
  whoIs,
} from "./testing/provider-web.ts";
import { openWeb } from "./testing/web.ts";

describe("signing in by OpenID Connect", () => {
  it.each([
    ["ada", "admin", "ada"],
    ["ole", "operator", "ole@example.org"],
    ["vic", "viewer", "Vic Tor admin"],
  ])("lets %s in as %s, by the groups the provider tells", async (name, role, shown) => {
    const { web, browser } = await openWebAndProvider();
    expect(await browser.signIn(name, "/jobs?state=failed")).toBe(`${ORIGIN}/jobs?state=failed`);
    expect(await whoIs(web, browser)).toMatchObject({
      actor: expect.stringMatching(new RegExp(`^${shown} \\(oidc [0-9a-f]{8}\\)$`)) as string,
      role,
      queues: "*",
      account: null,
      hasPassword: false,
      provider: "Example Login",
    });
  });

  it("authenticates itself with a secret, where there is one, and takes claims from the ID token", async () => {
    const secret = { clientSecret: "a+secret/with=signs:in it", hasFatTokens: true };
    const { web, browser } = await openWebAndProvider(secret);
    expect(await browser.signIn("ole")).toBe(`${ORIGIN}/`);
    expect((await whoIs(web, browser)).role).toBe("operator");
  });

  it("comes to nothing with another secret, which is no guess of whoever signs in", async () => {
    const settings = { CARILLON_OIDC_CLIENT_SECRET: "another" };
    const { web, browser } = await openWebAndProvider({ clientSecret: "secret", settings });
    expect(refusedFor(await browser.signIn("ole"))).toBe("provider-refused");
    expect((await newestOf(web.audit, 1))[0]!.after).toContain("invalid_client");
  });

  it("finds roles and queues further in", async () => {
    const { web, browser } = await openWebAndProvider({
      people: { kim: { realm_access: { roles: ["jobs", "ops"] }, queues: ["mail", "No Queue"] } },
      settings: {
        CARILLON_OIDC_ROLES_CLAIM: "realm_access.roles",
        CARILLON_OIDC_OPERATORS: "somebody-else, ops",
        CARILLON_OIDC_QUEUES_CLAIM: "queues",
      },
    });
    await browser.signIn("kim");
    expect(await whoIs(web, browser)).toMatchObject({ role: "operator", queues: ["mail"] });
  });

  it("refuses who has no role", async () => {
    const { web, browser } = await openWebAndProvider();
    const told = await browser.signIn("nan", "/queues");
    expect(refusedFor(told)).toBe("no-role");
    expect(new URL(told).searchParams.get("next")).toBe("/queues");
    expect(browser.cookie("carillon_session")).toBeUndefined();
    const [entry] = await newestOf(web.audit, 1);
    expect(entry).toMatchObject({ actor: "nobody", code: "no-role", status: 403 });
    expect(entry!.after).toContain('"who":"nan"');
    expect(new URL(told).searchParams.get("request")).toBe(entry!.requestId);
  });

  it("gives everybody the role for everybody, where there is one", async () => {
    const { web, browser } = await openWebAndProvider({
      settings: { CARILLON_OIDC_DEFAULT_ROLE: "viewer" },
    });
    await browser.signIn("nan");
    expect((await whoIs(web, browser)).role).toBe("viewer");
  });

  it("can be held to verified addresses of a domain", async () => {
    const settings = { CARILLON_OIDC_EMAIL_DOMAINS: "Example.org" };
    const { browser } = await openWebAndProvider({ settings });
    expect(await browser.signIn("ole")).toBe(`${ORIGIN}/`);
    expect(refusedFor(await openBrowser().signIn("ada"))).toBe("domain");
    expect(refusedFor(await openBrowser().signIn("vic"))).toBe("domain");
  });

  it("is sent back to where the settings say, whatever name the request came by, and over TLS in a safe cookie", async () => {
    const { provider } = await openWebAndProvider({
      settings: { CARILLON_URL: "https://jobs.example.org" },
    });
    const begin = (host: string) =>
      beginSignIn(
        new Request(`${ORIGIN}/api/sign-in/oidc`, {
          headers: { host, "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" },
        }),
      );
    for (const host of ["127.0.0.1:3000", "jobs.example.org"]) {
      const begun = await begin(host);
      const address = new URL(begun.headers.get("location")!);
      expect(address.href.startsWith(`${provider.issuer}/auth?`)).toBe(true);
      expect(address.searchParams.get("redirect_uri")).toBe(
        "https://jobs.example.org/api/sign-in/oidc/callback",
      );
      expect(begun.headers.get("set-cookie")).toMatch(
        /^__Host-carillon_sign_in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
      expect(begun.headers.get("cache-control")).toBe("no-store");
    }
    expect((await begin("evil.example")).status).toBe(403);
  });

  it("is no way in unless it is set up", async () => {
    await openWeb();
    for (const path of ["", "/callback?state=x&code=y"]) {
      const answer = await openBrowser().ask(`${ORIGIN}/api/sign-in/oidc${path}`);
      expect(answer.status).toBe(404);
    }
  });
});

describe("who signed in elsewhere", () => {
  it("is not the account of the same name, nor another of that name, and signs out everywhere alone", async () => {
    const people = {
      one: { groups: "admins", name: "ana" },
      two: { groups: "admins", name: "ana" },
    };
    const { web, browser } = await openWebAndProvider({ people });
    await web.makeUser("ana", "viewer");
    const local = await web.sessionOf("ana");
    const [again, two] = [openBrowser(), openBrowser()];
    await Promise.all([browser.signIn("one"), again.signIn("one"), two.signIn("two")]);
    const actors = await Promise.all(
      [browser, again, two].map(async (each) => (await whoIs(web, each)).actor),
    );
    expect(actors[0]).toBe(actors[1]);
    expect(new Set([...actors, "ana"]).size).toBe(3);
    await web.call("signOutEverywhere", sessionOf(browser));
    expect((await web.call("getSession", sessionOf(again))).status).toBe(401);
    expect((await web.call("getSession", sessionOf(two))).status).toBe(200);
    expect((await web.call("getSession", local)).status).toBe(200);
  });

  it("gets another session each time, and the one before ends", async () => {
    const { web, browser } = await openWebAndProvider();
    await browser.signIn("ada");
    const first = sessionOf(browser);
    await browser.signIn("ada");
    expect((await web.call("getSession", first)).status).toBe(401);
    expect((await whoIs(web, browser)).role).toBe("admin");
    const sessions = await web.redis.keys(`*${web.prefix}*:session:*`);
    expect(sessions).toHaveLength(1);
    expect(await web.redis.pttl(sessions[0]!)).toBeLessThanOrEqual(30 * 60_000);
  });

  it("is out when the provider is not that of the settings any more", async () => {
    const { web, browser } = await openWebAndProvider();
    await browser.signIn("ada");
    const { secret } = (await web.call("createToken", sessionOf(browser), { body: { name: "t" } }))
      .body;
    const bearer = { bearer: secret as string };
    expect((await web.call("getSession", bearer)).status).toBe(200);
    web.config.oidc = null;
    expect((await web.call("getSession", sessionOf(browser))).status).toBe(401);
    expect((await web.call("getSession", bearer)).status).toBe(401);
  });

  it("has tokens that do no more than they might when they signed in last", async () => {
    const people = { kim: { groups: ["admins"] } };
    const { web, browser } = await openWebAndProvider({ people });
    await browser.signIn("kim");
    const { secret } = (await web.call("createToken", sessionOf(browser), { body: { name: "t" } }))
      .body;
    const roleOfToken = async () =>
      (await web.call("getSession", { bearer: secret as string })).body.role;
    expect(await roleOfToken()).toBe("admin");
    people.kim.groups = ["viewers"];
    expect(await roleOfToken()).toBe("admin");
    await openBrowser().signIn("kim");
    expect(await roleOfToken()).toBe("viewer");
    expect((await whoIs(web, browser)).role).toBe("admin");
    people.kim.groups = [];
    expect(refusedFor(await openBrowser().signIn("kim"))).toBe("no-role");
    expect(await roleOfToken()).toBeUndefined();
    expect((await web.call("getSession", sessionOf(browser))).status).toBe(401);
  });

  it("has no password to change here", async () => {
    const { web, browser } = await openWebAndProvider();
    await browser.signIn("ada");
    const body = { present: "x", password: "another four words in a row" };
    expect((await web.call("changePassword", sessionOf(browser), { body })).status).toBe(403);
  });

  it("is in the audit log, with who they are and no secret", async () => {
    const { web, browser } = await openWebAndProvider();
    const address = await browser.begin();
    const back = await browser.visit(address, { name: "ada" });
    await browser.go(back);
    const [entry] = await newestOf(web.audit, 1);
    expect(entry).toMatchObject({ action: "signInElsewhere", status: 303, code: "" });
    expect(entry!.actor).toMatch(/^ada \(oidc /);
    expect(JSON.parse(entry!.after)).toMatchObject({ sub: "ada", role: "admin" });
    const code = new URL(back).searchParams.get("code")!;
    const state = new URL(back).searchParams.get("state")!;
    const nonce = new URL(address).searchParams.get("nonce")!;
    const keys = await web.redis.keys(`*${web.prefix}*`);
    const kept = JSON.stringify([keys, await newestOf(web.audit, 10)]);
    for (const secret of [code, state, nonce]) expect(kept).not.toContain(secret);
  });
});

describe("where a sign-in leads", () => {
  it.each([
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "/api/sign-in/oidc",
    "/\t/evil.example",
    "http://[",
  ])("is never %s", async (next) => {
    const { browser } = await openWebAndProvider();
    expect(await browser.signIn("ada", next)).toBe(`${ORIGIN}/`);
  });
});
