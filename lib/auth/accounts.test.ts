import { describe, expect, it, vi } from "vitest";
import { GOOD_PASSWORD, openAuth } from "../testing/auth.ts";
import type { NewToken } from "./tokens.ts";

/** A hash takes half a second, and many times that where much else is going on. */
vi.setConfig({ testTimeout: 120_000 });

const ana = { name: "ana", role: "operator" as const, queues: "*" as const, password: null };
const token: NewToken = {
  name: "deploy",
  subject: "user:ana",
  owner: "ana",
  role: "operator",
  queues: "*",
  scopes: null,
  expiresMs: 1_000_000,
};

async function withSession() {
  const auth = await openAuth();
  const { sessions, accounts } = auth;
  await accounts.add(ana, "cli", 0);
  const id = await sessions.start(
    "ana",
    { kind: "user", name: "ana" },
    await sessions.epochOf("user:ana"),
    0,
  );
  return { ...auth, isSignedIn: async () => (await sessions.find(id, 1)) !== null };
}

describe("what is done to an account", () => {
  it.each([
    ["another role", { role: "viewer" }, false],
    ["the same role", { role: "operator" }, true],
    ["a new password", { password: GOOD_PASSWORD }, false],
    ["being disabled", { isDisabled: true }, false],
    ["other queues", { queues: ["mail"] }, true],
  ] as const)("%s: its sessions go on: %o", async (_, change, goOn) => {
    const { accounts, isSignedIn } = await withSession();
    await accounts.change("ana", change as never);
    expect(await isSignedIn()).toBe(goOn);
  });

  it("is refused for a password that is weak, and writes nothing", async () => {
    const { accounts, isSignedIn } = await withSession();
    await expect(accounts.change("ana", { password: "anaanaanaana" })).rejects.toMatchObject({
      code: "invalid_fields",
      fields: [{ path: "password", message: "must not be the name" }],
    });
    await expect(
      accounts.add({ ...ana, name: "bob", password: "password1234" }, "cli", 0),
    ).rejects.toMatchObject({ code: "invalid_fields" });
    expect(await isSignedIn()).toBe(true);
    await expect(accounts.get("bob")).rejects.toMatchObject({ code: "not_found" });
  });

  it("removes its tokens and sessions, so that a new one of the name inherits nothing", async () => {
    const { accounts, tokens, isSignedIn } = await withSession();
    const { secret } = await tokens.make(token, 0);
    expect(await accounts.remove("ana", 1)).toBe(1);
    await accounts.add({ ...ana, role: "admin" }, "cli", 2);
    expect(await tokens.verify(secret, 3)).toBeNull();
    expect(await isSignedIn()).toBe(false);
  });

  it("inherits nothing either when a removal was cut short", async () => {
    const { accounts, tokens, users, isSignedIn } = await withSession();
    const { secret } = await tokens.make(token, 0);
    await users.remove("ana");
    await accounts.add(ana, "cli", 2);
    expect(await tokens.verify(secret, 3)).toBeNull();
    expect(await isSignedIn()).toBe(false);
  });

  it("says that a name is taken, or that there is none", async () => {
    const { accounts } = await withSession();
    await expect(accounts.add(ana, "cli", 0)).rejects.toMatchObject({ code: "conflict" });
    await expect(accounts.change("eve", { role: "admin" })).rejects.toMatchObject({
      code: "not_found",
      message: "There is no account eve.",
    });
    await expect(accounts.remove("eve", 0)).rejects.toMatchObject({ code: "not_found" });
    await expect(accounts.signOut("eve")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("where accounts alone let anybody in", () => {
  it("keeps the last admin", async () => {
    const { accounts } = await openAuth({ keepsAdmin: true });
    await accounts.add({ ...ana, role: "admin" }, "cli", 0);
    await expect(accounts.change("ana", { role: "viewer" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(accounts.remove("ana", 0)).rejects.toThrow(/Make another admin first/);
    await accounts.add({ ...ana, name: "bob", role: "admin" }, "cli", 0);
    await accounts.remove("ana", 0);
  });
});
