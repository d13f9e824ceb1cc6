import { describe, expect, it } from "vitest";
import { newestOf } from "@/lib/testing/auth.ts";
import { openCrookedProvider, type Crookedness } from "@/lib/testing/crooked-provider.ts";
import {
  CALLBACK,
  openBrowser,
  openWebAndProvider,
  ORIGIN,
  refusedFor,
  sessionOf,
  settingsOf,
  whoIs,
} from "./testing/provider-web.ts";
import { openWeb } from "./testing/web.ts";

describe("what comes back from the provider", () => {
  it("is taken once", async () => {
    const { web, browser } = await openWebAndProvider();
    const back = await browser.visit(await browser.begin(), { name: "ada" });
    expect(browser.cookie("carillon_sign_in")).toHaveLength(43);
    expect(await browser.go(back)).toBe(`${ORIGIN}/`);
    expect(browser.cookie("carillon_sign_in")).toBeUndefined();
    const first = sessionOf(browser);
    const replay = await browser.go(back);
    expect(refusedFor(replay)).toBe("expired");
    expect((await web.call("getSession", first)).status).toBe(200);
  });

  it("is taken from the browser that has begun, alone, and then from nobody", async () => {
    const { browser } = await openWebAndProvider();
    const back = await browser.visit(await browser.begin("/queues"), { name: "ada" });
    expect(refusedFor(await openBrowser().go(back))).toBe("other-browser");
    expect(refusedFor(await browser.go(back))).toBe("expired");
    const other = openBrowser();
    await other.begin();
    const mine = await browser.visit(await browser.begin(), { name: "ada" });
    expect(refusedFor(await other.go(mine))).toBe("other-browser");
  });

  it("is not taken after ten minutes", async () => {
    const { web, browser } = await openWebAndProvider();
    const back = await browser.visit(await browser.begin(), { name: "ada" });
    const [flow] = await web.redis.keys(`*${web.prefix}*:oidc:*`);
    expect(await web.redis.pttl(flow!)).toBeLessThanOrEqual(600_000);
    await web.redis.del(flow!);
    expect(refusedFor(await browser.go(back))).toBe("expired");
  });

  it("is not taken with another state, or none", async () => {
    const { browser } = await openWebAndProvider();
    const back = new URL(await browser.visit(await browser.begin(), { name: "ada" }));
    back.searchParams.set("state", "x".repeat(43));
    expect(refusedFor(await browser.go(back.href))).toBe("expired");
    expect(refusedFor(await browser.go(CALLBACK))).toBe("expired");
  });

  it("is not taken with a code of another sign-in", async () => {
    const { browser } = await openWebAndProvider();
    const eve = openBrowser();
    const stolen = new URL(await eve.visit(await eve.begin(), { name: "ada" }));
    const back = new URL(await browser.visit(await browser.begin(), { name: "nan" }));
    back.searchParams.set("code", stolen.searchParams.get("code")!);
    expect(refusedFor(await browser.go(back.href))).toBe("not-valid");
  });

  it("is told in our own words when it is a refusal", async () => {
    const { web, browser } = await openWebAndProvider();
    const back = await browser.visit(await browser.begin("/jobs"), { cancel: "" });
    const told = await browser.go(back);
    expect(refusedFor(told)).toBe("denied");
    expect(new URL(told).searchParams.get("next")).toBe("/jobs");
    expect(told).not.toContain("today");
    const forged = new URL(await browser.visit(await browser.begin(), { cancel: "" }));
    forged.searchParams.set("error", "server_error");
    expect(refusedFor(await browser.go(forged.href))).toBe("provider-refused");
    expect((await newestOf(web.audit, 1))[0]).toMatchObject({ code: "provider-refused" });
  });
});

describe("a provider that is away", () => {
  it("is told of, and asked again at the next try", async () => {
    const { provider, serve, browser } = await openWebAndProvider();
    provider.goAway();
    expect(refusedFor(await browser.begin("/jobs"))).toBe("provider-away");
    serve();
    expect(await browser.signIn("ada")).toBe(`${ORIGIN}/`);
  });

  it("between the two halves is told of, and holds up nobody with a password", async () => {
    const { web, provider, browser } = await openWebAndProvider();
    for (let tries = 0; tries < 11; tries++) {
      const state = new URL(await browser.begin()).searchParams.get("state") ?? "";
      const back = `${CALLBACK}?${new URLSearchParams({ code: "c", state, iss: provider.issuer })}`;
      provider.goAway();
      expect(refusedFor(await browser.go(back))).toBe("provider-away");
    }
    const { status } = await web.call("signIn", null, { body: { token: "wrong" } });
    expect(status).toBe(422);
  });
});

describe("a provider that is not what it seems", () => {
  const SOON_S = Math.floor(Date.now() / 1_000);
  const redirect = { status: 302, headers: { location: "http://127.0.0.1:1/token" }, body: "" };
  const html = { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Hello</h1>" };
  const denied = {
    status: 400,
    headers: { "content-type": "application/json" },
    body: '{"error":"invalid_grant","error_description":"<script>alert(1)</script>"}',
  };
  it.each<[string, string, Crookedness]>([
    ["a token for somebody else", "not-valid", { claims: { aud: "another" } }],
    ["another sign-in's token", "not-valid", { claims: { nonce: "another" } }],
    ["a token without a nonce", "not-valid", { claims: { nonce: undefined } }],
    ["another issuer's token", "not-valid", { claims: { iss: "https://evil.example" } }],
    ["a forged signature", "not-valid", { isForged: true }],
    ["no signature", "not-valid", { isUnsigned: true }],
    ["a token that is over", "clock", { claims: { exp: SOON_S - 600 } }],
    ["a token of tomorrow", "clock", { claims: { nbf: SOON_S + 86_400 } }],
    ["a token without a subject", "not-valid", { claims: { sub: undefined } }],
    ["a redirect elsewhere", "provider-away", { tokenAnswer: redirect }],
    ["a page instead of a token", "provider-away", { tokenAnswer: html }],
    ["a refusal of the code", "not-valid", { tokenAnswer: denied }],
  ])("is refused with %s", async (_, reason, crooked) => {
    const provider = await openCrookedProvider(crooked);
    const web = await openWeb({ settings: settingsOf(provider.issuer) });
    const browser = openBrowser();
    const told = await browser.go(provider.answerTo(await browser.begin()));
    expect(refusedFor(told)).toBe(reason);
    expect(browser.cookie("carillon_session")).toBeUndefined();
    const entries = JSON.stringify(await newestOf(web.audit, 10));
    expect(entries).not.toMatch(/eyJ|not kept/);
  });

  it("is believed when it is honest: the tests above can fail", async () => {
    const provider = await openCrookedProvider({});
    const web = await openWeb({ settings: settingsOf(provider.issuer) });
    const browser = openBrowser();
    expect(await browser.go(provider.answerTo(await browser.begin()))).toBe(`${ORIGIN}/`);
    expect((await whoIs(web, browser)).role).toBe("admin");
  });

  it.each<[string, Record<string, unknown>]>([
    ["another name", { issuer: "https://evil.example" }],
    ["an address without TLS", { authorization_endpoint: "http://evil.example/auth" }],
    ["an address of another kind", { authorization_endpoint: "javascript:alert(1)" }],
    ["no address", { authorization_endpoint: undefined }],
  ])("is not visited when it tells %s", async (_, metadata) => {
    const provider = await openCrookedProvider({ metadata });
    await openWeb({ settings: settingsOf(provider.issuer) });
    expect(refusedFor(await openBrowser().begin())).toBe("provider-away");
  });

  it("sends no code to an address without TLS", async () => {
    const metadata = { token_endpoint: "http://evil.example/token" };
    const provider = await openCrookedProvider({ metadata });
    await openWeb({ settings: settingsOf(provider.issuer) });
    const browser = openBrowser();
    const told = await browser.go(provider.answerTo(await browser.begin()));
    expect(refusedFor(told)).toBe("provider-away");
  });

  it("is refused when somebody else answers in its name", async () => {
    const provider = await openCrookedProvider({});
    await openWeb({ settings: settingsOf(provider.issuer) });
    const browser = openBrowser();
    const mixedUp = provider.answerTo(await browser.begin(), { iss: "https://evil.example" });
    expect(refusedFor(await browser.go(mixedUp))).toBe("not-valid");
  });
});

describe("trying to come in by guesses", () => {
  it("is heard ten times a minute from an address, and counts with passwords", async () => {
    const { web, browser } = await openWebAndProvider();
    const guess = (at: string) => openBrowser(at).go(`${CALLBACK}?state=guess&code=guess`);
    for (let tries = 0; tries < 10; tries++)
      expect(refusedFor(await guess("192.0.2.9"))).toBe("expired");
    expect(refusedFor(await guess("192.0.2.9"))).toBe("too-many");
    const password = { body: { token: "wrong" }, from: "192.0.2.9" };
    expect((await web.call("signIn", null, password)).status).toBe(429);
    expect(await browser.signIn("ada")).toBe(`${ORIGIN}/`);
  });

  it("does not count what was right, and begins 300 a minute at most", async () => {
    const { web, browser } = await openWebAndProvider();
    for (let tries = 0; tries < 12; tries++) expect(await browser.signIn("ada")).toBe(`${ORIGIN}/`);
    const allowance = { limit: 300, spanMs: 60_000 };
    for (let begun = 12; begun < 300; begun++)
      await web.attempts.note("sign-in begun from", "192.0.2.1", allowance);
    expect(refusedFor(await browser.begin())).toBe("too-many");
  });
});
