import { describe, expect, it, vi } from "vitest";
import { PERMISSION_NAMES } from "@/lib/api/permissions.ts";
import { GOOD_PASSWORD, newestOf } from "@/lib/testing/auth.ts";
import { ADMIN, openWeb } from "./testing/web.ts";

/** A hash takes half a second, and many times that where much else is going on. */
vi.setConfig({ testTimeout: 120_000 });

const params = { name: "ana" };

describe("accounts over the API", () => {
  it("are made, read, changed and removed by an admin", async () => {
    const web = await openWeb();
    const body = { name: "ana", role: "operator", queues: ["mail"], password: GOOD_PASSWORD };
    const made = await web.call("createUser", ADMIN, { body });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      name: "ana",
      role: "operator",
      queues: ["mail"],
      isDisabled: false,
      hasPassword: true,
      createdAt: expect.any(String),
      createdBy: "admin-token",
      signedInAt: null,
    });
    expect((await web.call("getUser", ADMIN, { params })).body).toEqual(made.body);
    expect((await web.call("listUsers", ADMIN)).body.items).toEqual([made.body]);
    expect((await web.call("createUser", ADMIN, { body })).status).toBe(409);
    const changed = await web.call("changeUser", ADMIN, {
      params,
      body: { role: "viewer", queues: "*", isDisabled: true },
    });
    expect(changed.body).toMatchObject({ role: "viewer", queues: "*", isDisabled: true });
    const removed = await web.call("removeUser", ADMIN, { params });
    expect(removed.body).toEqual({ name: "ana", tokens: 0 });
    expect((await web.call("getUser", ADMIN, { params })).status).toBe(404);
    for (const name of ["changeUser", "removeUser", "signOutUser"] as const)
      expect((await web.call(name, ADMIN, { params, body: { role: "admin" } })).status).toBe(404);
  });

  it.each([
    [{ name: "Ana" }, "name"],
    [{ name: "owner" }, "name"],
    [{ name: "../x" }, "name"],
    [{ role: "root" }, "role"],
    [{ queues: ["Not OK"] }, "queues"],
    [{ password: "short" }, "password"],
    [{ password: "password1234" }, "password"],
    [{ isAdmin: true }, "isAdmin"],
    [{ hash: "$scrypt$" }, "hash"],
  ])("are not made with %o", async (part, path) => {
    const web = await openWeb();
    const body = { name: "ana", role: "viewer", password: GOOD_PASSWORD, ...part };
    const refused = await web.call("createUser", ADMIN, { body });
    expect(refused.status).toBe(422);
    const { errors } = refused.body as { errors?: { path: string }[] };
    expect(errors?.map((error) => error.path.split(".")[0])).toContain(path);
    expect(await web.users.list()).toEqual([]);
  });

  it("are nobody's business but an admin's", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer");
    await web.makeUser("oz", "operator");
    await web.makeUser("ada", "admin");
    const body = { role: "admin" };
    for (const name of ["ana", "oz"]) {
      const as = await web.sessionOf(name);
      for (const verb of [
        "listUsers",
        "getUser",
        "changeUser",
        "removeUser",
        "signOutUser",
      ] as const)
        expect((await web.call(verb, as, { params, body })).status, `${verb} by ${name}`).toBe(403);
      // Who may not is told so, and not what is wrong with the rest.
      expect((await web.call("createUser", as, { body: {} })).status).toBe(403);
    }
    expect((await web.users.find("ana"))?.role).toBe("viewer");
    const ada = await web.sessionOf("ada");
    const scopes = PERMISSION_NAMES.filter((permission) => permission !== "users:change");
    const token = await web.call("createToken", ada, { body: { name: "t", scopes } });
    const bearer = { bearer: token.body.secret as string };
    expect((await web.call("listUsers", bearer)).status).toBe(403);
    expect((await web.call("listUsers", ada)).status).toBe(200);
  });

  it("stand in the audit log as they were and are, the refused change too", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer");
    await web.call("changeUser", await web.sessionOf("ana"), { params, body: { role: "admin" } });
    await web.call("changeUser", ADMIN, { params, body: { role: "operator" } });
    await web.call("changeUser", ADMIN, { params, body: { password: "password1234" } });
    const [weak, done, refused] = await newestOf(web.audit, 3);
    expect(refused).toMatchObject({ actor: "ana", action: "changeUser", status: 403, after: "" });
    expect(done).toMatchObject({ actor: "admin-token", via: "token", target: "users ana" });
    expect(JSON.parse(done!.before)).toMatchObject({ role: "viewer" });
    expect(JSON.parse(done!.after)).toMatchObject({ role: "operator" });
    expect(weak).toMatchObject({ status: 422 });
    expect(JSON.stringify(weak)).not.toContain("password1234");
  });

  it("of one's own get another password only with the present one", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "admin");
    const ana = await web.sessionOf("ana");
    const refused = await web.call("changeUser", ana, {
      params,
      body: { password: GOOD_PASSWORD },
    });
    expect(refused.status).toBe(422);
    expect((await web.call("getSession", ana)).status).toBe(200);
  });

  it("end their sessions when an admin says so", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "viewer");
    const ana = await web.sessionOf("ana");
    expect((await web.call("signOutUser", ADMIN, { params })).body.name).toBe("ana");
    expect((await web.call("getSession", ana)).status).toBe(401);
  });
});

describe("the last admin", () => {
  it("stays where there is no admin token, and goes where there is", async () => {
    const closed = await openWeb({ adminToken: "" });
    await closed.makeUser("ana", "admin");
    const ana = await closed.sessionOf("ana");
    for (const body of [{ role: "viewer" }, { isDisabled: true }]) {
      const refused = await closed.call("changeUser", ana, { params, body });
      expect(refused).toMatchObject({
        status: 409,
        body: { detail: expect.stringMatching(/last/) },
      });
    }
    expect((await closed.call("removeUser", ana, { params })).status).toBe(409);
    await closed.makeUser("bob", "admin");
    expect((await closed.call("removeUser", ana, { params })).status).toBe(200);
  });

  it("may go where there is an admin token", async () => {
    const web = await openWeb();
    await web.makeUser("ana", "admin");
    expect((await web.call("removeUser", ADMIN, { params })).status).toBe(200);
  });
});
