import { describe, expect, it, vi } from "vitest";
import { GOOD_PASSWORD, newestOf } from "@/lib/testing/auth.ts";
import { ADMIN, ADMIN_TOKEN, openWeb, type Web } from "./testing/web.ts";

/** A hash takes half a second, and many times that where much else is going on. */
vi.setConfig({ testTimeout: 120_000 });

const tryToken = (web: Web, token: string, from?: string) =>
  web.call("signIn", null, { body: { token }, from });
const tryPassword = (web: Web, name: string, password: string, from?: string) =>
  web.call("signIn", null, { body: { name, password }, from });

describe("signing in", () => {
  it("exchanges a name and its password for a session of that account", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer", { hasPassword: true });
    const signedIn = await tryPassword(web, " Ana ", GOOD_PASSWORD);
    expect(signedIn).toMatchObject({ status: 200, body: { actor: "ana" } });
    const me = await web.call("getSession", { session: signedIn.cookie! });
    expect(me.body).toMatchObject({
      actor: "ana",
      account: "ana",
      role: "viewer",
      hasPassword: true,
      via: "session",
    });
    expect(
      (await web.call("getUser", ADMIN, { params: { name: "ana" } })).body.signedInAt,
    ).not.toBe(null);
  });

  it("exchanges the admin token for a session of the owner", async () => {
    const web = await openWeb();
    const { cookie } = await tryToken(web, ADMIN_TOKEN);
    const me = await web.call("getSession", { session: cookie! });
    expect(me.body).toMatchObject({ actor: "owner", account: null, role: "admin", queues: "*" });
  });

  it("gives another id each time, and ends the session the browser came with", async () => {
    const web = await openWeb();
    const first = await tryToken(web, ADMIN_TOKEN);
    const second = await web.call(
      "signIn",
      { session: first.cookie! },
      {
        body: { token: ADMIN_TOKEN },
      },
    );
    expect(second.cookie).not.toBe(first.cookie);
    expect((await web.call("getSession", { session: first.cookie! })).status).toBe(401);
    expect((await web.call("getSession", { session: second.cookie! })).status).toBe(200);
  });

  it("says the same of a wrong password, an unknown name and a disabled account", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer", { hasPassword: true });
    await web.makeUser("dis", "viewer", { hasPassword: true });
    await web.users.change("dis", { isDisabled: true });
    const answers = [
      await tryPassword(web, "ana", "not her password"),
      await tryPassword(web, "eve", "not her password"),
      await tryPassword(web, "dis", GOOD_PASSWORD),
    ];
    const told = answers.map(({ status, body }) => ({ status, body: { ...body, requestId: "" } }));
    expect(told[0]!.status).toBe(422);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    expect(answers.map(({ cookie }) => cookie)).toEqual([undefined, undefined, undefined]);
  });

  it("refuses what is neither a token nor a name with a password", async () => {
    const web = await openWeb();
    for (const body of [
      {},
      { token: "" },
      { name: "ana" },
      { token: "x", name: "a", password: "b" },
    ])
      expect((await web.call("signIn", null, { body })).status).toBe(422);
    const repeatable = await web.call("signIn", null, {
      body: { token: ADMIN_TOKEN },
      headers: { "idempotency-key": "k" },
    });
    expect(repeatable).toMatchObject({ status: 422, cookie: undefined });
  });

  it("refuses another site's page", async () => {
    const web = await openWeb();
    const cross = { "sec-fetch-site": "cross-site" };
    const refused = await web.call("signIn", null, {
      body: { token: ADMIN_TOKEN },
      headers: cross,
    });
    expect(refused.status).toBe(403);
    expect((await web.call("signOut", null, { headers: cross })).status).toBe(403);
  });
});

describe("trying to sign in", () => {
  it("is heard ten times a minute from an address: the eleventh has to wait", async () => {
    const web = await openWeb();
    for (let tries = 0; tries < 10; tries++)
      expect((await tryToken(web, "wrong", "2001:db8::1")).status).toBe(422);
    const refused = await tryToken(web, ADMIN_TOKEN, "2001:db8::2");
    expect(refused.status).toBe(429);
    expect(refused.cookie).toBeUndefined();
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(refused.body.detail).toMatch(/^Too many attempts to sign in. Try again in \d\d s\.$/);
    expect((await tryToken(web, ADMIN_TOKEN, "2001:db8:0:1::1")).status).toBe(200);
  });

  it("is heard ten times a minute for an account, from wherever", async () => {
    const web = await openWeb();
    const allowance = { limit: 10, spanMs: 60_000 };
    for (let tries = 0; tries < 10; tries++)
      await web.attempts.note("sign-in as", "ana", allowance);
    expect((await tryPassword(web, "ana", GOOD_PASSWORD, "192.0.2.77")).status).toBe(429);
    expect((await tryPassword(web, "eve", GOOD_PASSWORD, "192.0.2.77")).status).toBe(422);
    expect((await tryToken(web, ADMIN_TOKEN, "192.0.2.77")).status).toBe(200);
  });

  it("does not count what was right, and gives no more guesses for it", async () => {
    const web = await openWeb();
    for (let tries = 0; tries < 12; tries++)
      expect((await tryToken(web, ADMIN_TOKEN)).status).toBe(200);
    for (let tries = 0; tries < 9; tries++) await tryToken(web, "wrong");
    expect((await tryToken(web, ADMIN_TOKEN)).status).toBe(200);
    expect((await tryToken(web, "wrong")).status).toBe(422);
    expect((await tryToken(web, ADMIN_TOKEN)).status).toBe(429);
  });
});

describe("the audit log of signing in", () => {
  it("has who came in, who did not, and nothing that was typed", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer", { hasPassword: true });
    await tryPassword(web, "ana", "not her password");
    await tryPassword(web, "my secret typed too early", "not her password");
    const { cookie } = await tryPassword(web, "ana", GOOD_PASSWORD);
    await tryToken(web, "a wrong token");
    await tryToken(web, ADMIN_TOKEN);
    await web.call("signOut", { session: cookie! });
    const entries = (await newestOf(web.audit, 10)).toReversed();
    expect(
      entries.map(({ action, actor, target, status }) => [action, actor, target, status]),
    ).toEqual([
      ["signIn", "nobody", "users ana", 422],
      ["signIn", "nobody", "an account that is not known", 422],
      ["signIn", "ana", "users ana", 200],
      ["signIn", "nobody", "owner", 422],
      ["signIn", "owner", "owner", 200],
      ["signOut", "ana", "", 200],
    ]);
    expect(entries[0]).toMatchObject({ address: "192.0.2.1", code: "invalid_fields" });
    expect(JSON.stringify(entries)).not.toMatch(/secret|her password|wrong token|admin-token-of/);
  });

  it("is not flooded by those who are refused", async () => {
    const web = await openWeb();
    for (let tries = 0; tries < 70; tries++)
      await web.call("createUser", null, { body: {}, from: "192.0.2.66" });
    expect(await newestOf(web.audit, 100)).toHaveLength(60);
    await web.call("createUser", null, { body: {}, from: "192.0.2.67" });
    expect(await newestOf(web.audit, 100)).toHaveLength(61);
  });
});
