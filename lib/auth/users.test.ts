import { describe, expect, it, vi } from "vitest";
import { GOOD_PASSWORD, openAuth } from "../testing/auth.ts";

/** A hash takes half a second, and many times that where much else is going on. */
vi.setConfig({ testTimeout: 120_000 });

const ana = { name: "ana", role: "operator" as const, queues: "*" as const, password: null };

describe("accounts", () => {
  it("are made once a name, found and listed by it", async () => {
    const { users } = await openAuth();
    expect(await users.add(ana, "cli", 5)).toMatchObject({
      name: "ana",
      createdBy: "cli",
      createdMs: 5,
      hasPassword: false,
      isDisabled: false,
    });
    expect(await users.add({ ...ana, role: "admin" }, "cli", 6)).toBeNull();
    await users.add({ ...ana, name: "adam" }, "cli", 7);
    expect((await users.list()).map(({ name, role }) => [name, role])).toEqual([
      ["adam", "operator"],
      ["ana", "operator"],
    ]);
    expect(await users.find("nobody-like-that")).toBeNull();
  });

  it("are verified by their password while they are enabled", async () => {
    const { users, redis, prefix } = await openAuth();
    await users.add({ ...ana, password: GOOD_PASSWORD }, "cli", 5);
    expect(await redis.hget(`{${prefix}}:users`, "ana")).not.toContain(GOOD_PASSWORD);
    expect(await users.verify("ana", GOOD_PASSWORD)).toMatchObject({ name: "ana" });
    expect(await users.verify("ana", `${GOOD_PASSWORD}.`)).toBeNull();
    expect(await users.verify("eve", GOOD_PASSWORD)).toBeNull();
    await users.change("ana", { isDisabled: true });
    expect(await users.verify("ana", GOOD_PASSWORD)).toBeNull();
  });

  it("without a password are verified by none", async () => {
    const { users } = await openAuth();
    await users.add(ana, "cli", 5);
    expect(await users.verify("ana", "")).toBeNull();
  });

  it("keep every change of several that come at once, and do not come back from removal", async () => {
    const { users } = await openAuth();
    await users.add(ana, "cli", 5);
    await Promise.all([
      users.change("ana", { role: "viewer" }),
      users.change("ana", { queues: ["mail"] }),
      users.change("ana", { isDisabled: true }),
    ]);
    expect(await users.find("ana")).toMatchObject({
      role: "viewer",
      queues: ["mail"],
      isDisabled: true,
    });
    await Promise.all([users.remove("ana"), users.change("ana", { role: "admin" })]);
    expect(await users.find("ana")).toBeNull();
    expect(await users.change("ana", { role: "admin" })).toBe("none");
  });

  it("remember when somebody signed in last, until they are removed", async () => {
    const { users } = await openAuth();
    await users.add(ana, "cli", 5);
    await users.noteSignIn("ana", 1_000);
    expect(await users.find("ana")).toMatchObject({ signedInMs: 1_000 });
    await users.remove("ana");
    await users.add(ana, "cli", 5);
    expect(await users.find("ana")).toMatchObject({ signedInMs: null });
  });
});

describe("the last admin", () => {
  it("stays, however two of them go at once", async () => {
    const { users } = await openAuth();
    const admin = { ...ana, role: "admin" as const };
    await users.add(admin, "cli", 1);
    await users.add({ ...admin, name: "bob" }, "cli", 1);
    const outcomes = await Promise.all([users.remove("ana", true), users.remove("bob", true)]);
    expect(outcomes.toSorted()).toEqual(["done", "last-admin"]);
    const { name } = (await users.list())[0]!;
    expect(await users.change(name, { role: "viewer" }, true)).toBe("last-admin");
    expect(await users.change(name, { isDisabled: true }, true)).toBe("last-admin");
    expect(await users.change(name, { queues: [] }, true)).toMatchObject({ queues: [] });
  });

  it("is not one who is disabled, and may go where nothing is to be kept", async () => {
    const { users } = await openAuth();
    await users.add({ ...ana, role: "admin" }, "cli", 1);
    await users.add({ ...ana, name: "bob", role: "admin" }, "cli", 1);
    await users.change("bob", { isDisabled: true });
    expect(await users.remove("ana", true)).toBe("last-admin");
    expect(await users.remove("bob", true)).toBe("done");
    expect(await users.remove("ana")).toBe("done");
  });
});
