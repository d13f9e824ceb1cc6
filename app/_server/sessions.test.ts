import { describe, expect, it, vi } from "vitest";
import { GOOD_PASSWORD, newestOf } from "@/lib/testing/auth.ts";
import { ADMIN, openWeb } from "./testing/web.ts";
import { type OpenStream, openStreams } from "./streams.ts";

/** A hash takes half a second, and many times that where much else is going on. */
vi.setConfig({ testTimeout: 120_000 });

const OTHER_PASSWORD = "another four words in a row";

describe("who asks", () => {
  it("is nobody without a session or with an empty or wrong token, however it is written", async () => {
    const web = await openWeb();
    for (const authorization of ["Bearer ", "Bearer", "bearer  ", "Bearer x", "Bearer car_0_x"]) {
      const refused = await web.call("getSession", null, { headers: { authorization } });
      expect(refused.status, authorization).toBe(401);
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect((await web.call("getSession", null)).status).toBe(401);
    expect((await web.call("getSession", { session: "x".repeat(43) })).status).toBe(401);
  });

  it("is told by a bearer token before a cookie, and by the cookie beside another scheme", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer");
    const ana = await web.sessionOf("ana");
    const wrong = await web.call("getSession", ana, { headers: { authorization: "Bearer x" } });
    expect(wrong.status).toBe(401);
    const basic = { authorization: "Basic cHJveHk6cHJveHk=" };
    expect((await web.call("getSession", ana, { headers: basic })).body.actor).toBe("ana");
    expect((await web.call("getSession", null, { headers: basic })).status).toBe(401);
  });

  it("never is told by the address", async () => {
    const web = await openWeb();
    const { body } = await web.call("createToken", ADMIN, { body: { name: "t" } });
    for (const query of [{ token: body.secret }, { access_token: body.secret }])
      expect((await web.call("listQueues", null, { query })).status).toBe(401);
  });
});

describe("a session", () => {
  it("does what its account may do now, and nothing once that is disabled", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "operator");
    const ana = await web.sessionOf("ana");
    await web.call("changeUser", ADMIN, { params: { name: "ana" }, body: { queues: ["mail"] } });
    expect((await web.call("getSession", ana)).body.queues).toEqual(["mail"]);
    await web.users.change("ana", { isDisabled: true });
    expect((await web.call("getSession", ana)).status).toBe(401);
  });

  it("ends with signing out; another browser's goes on", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "operator");
    const [here, there] = [await web.sessionOf("ana"), await web.sessionOf("ana")];
    const out = await web.call("signOut", here);
    expect(out.headers.get("set-cookie")).toMatch(/^carillon_session=; .*Max-Age=0/);
    expect((await web.call("getSession", here)).status).toBe(401);
    expect((await web.call("getSession", there)).status).toBe(200);
  });

  it("ends everywhere when its user says so, and not the API tokens", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "operator");
    const [here, there] = [await web.sessionOf("ana"), await web.sessionOf("ana")];
    const { secret } = (await web.call("createToken", here, { body: { name: "t" } })).body;
    const out = await web.call("signOutEverywhere", here);
    expect(out).toMatchObject({ status: 200, cookie: "" });
    for (const session of [here, there])
      expect((await web.call("getSession", session)).status).toBe(401);
    expect((await web.call("getSession", { bearer: secret as string })).status).toBe(200);
  });

  it("takes its event streams with it, and no others", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "operator");
    const [here, there] = [await web.sessionOf("ana"), await web.sessionOf("ana")];
    const closed: string[] = [];
    const open = (name: string, subject: OpenStream["subject"], sessionId: string | null) => {
      const stream = {
        subject,
        sessionId,
        close: () => {
          closed.push(name);
          openStreams().delete(stream);
        },
      };
      openStreams().add(stream);
    };
    open("here", "user:ana", (here as { session: string }).session);
    open("there", "user:ana", (there as { session: string }).session);
    open("token", "user:ana", null);
    open("bob", "user:bob", "b");
    await web.call("signOut", here);
    expect(closed).toEqual(["here"]);
    await web.call("signOutEverywhere", there);
    expect(closed).toEqual(["here", "there"]);
    await web.call("removeUser", ADMIN, { params: { name: "ana" } });
    expect(closed).toEqual(["here", "there", "token"]);
    openStreams().clear();
  });
});

describe("one's own password", () => {
  it("is changed by who knows it; all other sessions end, and this one has another id", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer", { hasPassword: true });
    const [here, there] = [await web.sessionOf("ana"), await web.sessionOf("ana")];
    const body = { present: GOOD_PASSWORD, password: OTHER_PASSWORD };
    const changed = await web.call("changePassword", here, { body });
    expect(changed).toMatchObject({ status: 200, body: { actor: "ana" } });
    expect((await web.call("getSession", there)).status).toBe(401);
    expect((await web.call("getSession", { session: changed.cookie! })).status).toBe(200);
    expect(await web.users.verify("ana", OTHER_PASSWORD)).not.toBeNull();
    const [entry] = await newestOf(web.audit, 1);
    expect(entry).toMatchObject({ action: "changePassword", actor: "ana", status: 200 });
    expect(JSON.stringify(entry)).not.toContain("four words");
  });

  it("is not changed by who does not, and guesses are counted", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer");
    const ana = await web.sessionOf("ana");
    const body = { present: "a guess at it", password: OTHER_PASSWORD };
    const refused = await web.call("changePassword", ana, { body });
    expect(refused.body).toMatchObject({
      code: "invalid_fields",
      errors: [{ path: "present", message: "is not your present password" }],
    });
    const allowance = { limit: 10, spanMs: 60_000 };
    for (let tries = 0; tries < 9; tries++) await web.attempts.note("sign-in as", "ana", allowance);
    expect((await web.call("changePassword", ana, { body })).status).toBe(429);
    expect((await web.call("getSession", ana)).status).toBe(200);
  });

  it("is had only by who signed in to an account", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer");
    const ana = await web.sessionOf("ana");
    const { secret } = (await web.call("createToken", ana, { body: { name: "t" } })).body;
    const body = { present: GOOD_PASSWORD, password: OTHER_PASSWORD };
    for (const as of [ADMIN, { bearer: secret as string }])
      expect((await web.call("changePassword", as, { body })).status).toBe(403);
  });
});
