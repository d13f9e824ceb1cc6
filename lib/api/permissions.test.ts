import { describe, expect, it } from "vitest";
import { type Access, PERMISSION_NAMES, PERMISSIONS, refusalOf, Role } from "./permissions.ts";

const access = (part: Partial<Access> = {}): Access => ({
  actor: "ana",
  role: "operator",
  queues: "*",
  scopes: null,
  ...part,
});

describe("what somebody may do", () => {
  it.each(PERMISSION_NAMES)("is %s by the least role that may, and those above", (permission) => {
    const least = Role.options.indexOf(PERMISSIONS[permission].role);
    for (const [index, role] of Role.options.entries())
      expect(refusalOf(access({ role }), permission) === null, role).toBe(index >= least);
  });

  it("is what a token's scopes name, of what its role may", () => {
    const token = access({ scopes: ["read", "jobs:create", "users:change"] });
    expect(refusalOf(token, "jobs:create")).toBeNull();
    expect(refusalOf(token, "jobs:change")).toMatch(/lacks the scope jobs:change/);
    expect(refusalOf(token, "users:change")).toMatch(/Your role is operator/);
  });

  it("is held to the queues that were granted, where it concerns one", () => {
    const granted = access({ queues: ["mail"] });
    expect(refusalOf(granted, "jobs:create", "mail")).toBeNull();
    expect(refusalOf(granted, "jobs:create", "net")).toBe(
      "You may not change the queue net. Yours: mail.",
    );
    expect(refusalOf(granted, "queues:change", "*")).toMatch(/every queue/);
    expect(refusalOf(granted, "read", "net")).toBeNull();
    expect(refusalOf(access({ queues: [] }), "jobs:create", "mail")).toMatch(/Yours: none/);
  });
});
