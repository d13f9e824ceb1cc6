import { describe, expect, it } from "vitest";
import { openAuth } from "../testing/auth.ts";
import type { AuditRecord } from "./audit.ts";

const record: AuditRecord = {
  actor: "ana",
  via: "session",
  action: "cancelJob",
  target: "jobs mail~01",
  status: 200,
  code: "",
  address: "192.0.2.1",
  requestId: "r1",
  before: "",
  after: "{}",
};

describe("the audit log", () => {
  it("answers what was written, the newest first, page by page", async () => {
    const { audit } = await openAuth();
    for (const action of ["one", "two", "three"]) await audit.write({ ...record, action });
    const first = await audit.page(null, 2);
    expect(first.map(({ action }) => action)).toEqual(["three", "two"]);
    expect(first[0]).toMatchObject({ ...record, action: "three" });
    expect(first[0]!.atMs).toBeGreaterThan(0);
    const rest = await audit.page(first[1]!.id, 2);
    expect(rest.map(({ action }) => action)).toEqual(["one"]);
  });

  it("cuts what is too long to be kept", async () => {
    const { audit } = await openAuth();
    await audit.write({ ...record, after: "x".repeat(20_000) });
    const [entry] = await audit.page(null, 1);
    expect(entry!.after).toHaveLength(8_000 + "… (cut)".length);
  });
});
