import { describe, expect, it } from "vitest";
import { lacksSomething, personOf, type Claims } from "./person.ts";
import type { OidcSettings } from "./settings.ts";

const SETTINGS: OidcSettings = {
  issuer: "https://login.example.org/",
  clientId: "carillon",
  clientSecret: undefined,
  scopes: "openid",
  name: "Login",
  origin: "https://jobs.example.org",
  rolesClaim: "groups",
  roleValues: { admin: ["boss"], operator: ["ops", "boss too"], viewer: ["all"] },
  defaultRole: null,
  emailDomains: [],
  queuesClaim: null,
};

const person = (claims: Claims, settings: Partial<OidcSettings> = {}) =>
  personOf(claims, { ...SETTINGS, ...settings });
const nameOf = (claims: Claims) => person({ ...claims, groups: "all" }).name;

describe("what somebody may do", () => {
  it.each<[unknown, string]>([
    [["all"], "viewer"],
    [["all", "boss", "ops"], "admin"],
    ["ops", "operator"],
    [["boss too"], "operator"],
    [[7, null, "all"], "viewer"],
  ])("by %j is the most that any value gives: %s", (groups, role) => {
    expect(person({ groups }).role).toBe(role);
  });

  it.each<[unknown]>([
    [undefined],
    [[]],
    [["Boss"]],
    ["boss ops"],
    [{ boss: true }],
    [[["boss"]]],
    [true],
  ])("is nothing by %j", (groups) => {
    expect(() => person({ groups })).toThrow("no value of groups gives a role");
  });

  it("is found by a path, or by a name that has dots and slashes in it", () => {
    const claims = { a: { b: { c: ["all"] } }, "https://example.org/roles": "ops" };
    expect(person(claims, { rolesClaim: "a.b.c" }).role).toBe("viewer");
    expect(person(claims, { rolesClaim: "https://example.org/roles" }).role).toBe("operator");
    for (const rolesClaim of ["a.b", "a.b.c.d", "constructor.name", "__proto__", "a.b.c.length"])
      expect(() => person(claims, { rolesClaim })).toThrow("gives a role");
  });

  it("comes of an address only when it is verified", () => {
    const settings = {
      rolesClaim: "email",
      roleValues: { ...SETTINGS.roleValues, admin: ["a@b.c"] },
    };
    const claims = { email: "a@b.c", email_verified: true };
    expect(person(claims, settings).role).toBe("admin");
    expect(() => person({ ...claims, email_verified: false }, settings)).toThrow("gives a role");
    expect(lacksSomething({ email: "a@b.c" }, { ...SETTINGS, ...settings })).toBe(true);
  });

  it("is held to the queues of a claim, but for admins", () => {
    const settings = { queuesClaim: "q" };
    expect(person({ groups: "ops", q: ["mail", "../x", 7] }, settings).queues).toEqual(["mail"]);
    expect(person({ groups: "ops", q: "*" }, settings).queues).toBe("*");
    expect(person({ groups: "ops" }, settings).queues).toEqual([]);
    expect(person({ groups: "boss" }, settings).queues).toBe("*");
    const many = Array.from({ length: 200 }, (_, index) => `q${index}`);
    expect(person({ groups: "ops", q: many }, settings).queues).toHaveLength(100);
  });
});

describe("an e-mail address", () => {
  const emailDomains = ["example.org"];
  it.each<[Claims]>([
    [{ email: "a@example.org", email_verified: true }],
    [{ email: "a@EXAMPLE.org", email_verified: "true" }],
  ])("lets in by %j", (claims) => {
    expect(person({ ...claims, groups: "all" }, { emailDomains }).role).toBe("viewer");
  });

  it.each<[Claims]>([
    [{ email: "a@example.org" }],
    [{ email: "a@example.org", email_verified: false }],
    [{ email: "a@example.org", email_verified: 1 }],
    [{ email: "a@example.org@evil.example", email_verified: true }],
    [{ email: "a@sub.example.org", email_verified: true }],
    [{ email: "a@example.org.evil.example", email_verified: true }],
    [{ email: ["a@example.org"], email_verified: true }],
    [{ email_verified: true }],
  ])("does not by %j", (claims) => {
    expect(() => person({ ...claims, groups: "all" }, { emailDomains })).toThrow("allowed domain");
  });
});

describe("the name that is shown", () => {
  it("is the user name, else the address, else the full name", () => {
    const claims = { preferred_username: "ana", email: "ana@example.org", name: "Ana" };
    expect(nameOf(claims)).toBe("ana");
    expect(nameOf({ ...claims, preferred_username: "" })).toBe("ana@example.org");
    expect(nameOf({ name: "Ana" })).toBe("Ana");
    expect(nameOf({ preferred_username: 7 })).toBe("somebody");
  });

  it.each([
    ["ana\u202e\u200b\u0000\nroot", "ana root"],
    ["ana (oidc 01234567)", "ana oidc 01234567"],
    ["\ud83d\ude00".repeat(80), "\ud83d\ude00".repeat(64)],
    [" \t ", "somebody"],
    ["ａｎａ", "ana"],
  ])("of %j is %j", (name, shown) => {
    expect(nameOf({ name })).toBe(shown);
  });
});

describe("the provider", () => {
  it("is asked for more only when the ID token lacks something", () => {
    const full = { groups: [], name: "Ana" };
    expect(lacksSomething(full, SETTINGS)).toBe(false);
    expect(lacksSomething({ name: "Ana" }, SETTINGS)).toBe(true);
    expect(lacksSomething({ groups: [] }, SETTINGS)).toBe(true);
    expect(lacksSomething(full, { ...SETTINGS, queuesClaim: "q" })).toBe(true);
    expect(lacksSomething(full, { ...SETTINGS, emailDomains: ["example.org"] })).toBe(true);
  });
});
