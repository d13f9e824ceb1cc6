import { describe, expect, it } from "vitest";
import { newestOf, openAuth } from "../testing/auth.ts";
import type { AuditQuery, AuditRecord } from "./audit.ts";

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

const ALL: AuditQuery = { fits: () => true };

describe("the audit log", () => {
  it("answers what was written, the newest first, page by page", async () => {
    const { audit } = await openAuth();
    for (const action of ["one", "two", "three"]) await audit.write({ ...record, action });
    const { entries: first, next } = await audit.find(ALL, null, 2);
    expect(first.map(({ action }) => action)).toEqual(["three", "two"]);
    expect(first[0]).toMatchObject({ ...record, action: "three" });
    expect(first[0]!.atMs).toBeGreaterThan(0);
    const rest = await audit.find(ALL, next, 2);
    expect(rest.entries.map(({ action }) => action)).toEqual(["one"]);
    expect(rest.next).toBeNull();
  });

  it("cuts what is too long to be kept", async () => {
    const { audit } = await openAuth();
    await audit.write({ ...record, after: "x".repeat(20_000) });
    const [entry] = await newestOf(audit, 1);
    expect(entry!.after).toHaveLength(8_000 + "… (cut)".length);
  });

  it("looks no further than it is told, and says where to go on", async () => {
    const { audit } = await openAuth();
    for (const action of ["one", "two", "three"]) await audit.write({ ...record, action });
    const isFirst: AuditQuery = { fits: ({ action }) => action === "one" };
    const short = await audit.find(isFirst, null, 1, 2);
    expect(short.entries).toEqual([]);
    const rest = await audit.find(isFirst, short.next, 1, 2);
    expect(rest.entries.map(({ action }) => action)).toEqual(["one"]);
  });

  it("reads more than one step, each entry once", async () => {
    const { audit } = await openAuth();
    const written = Array.from({ length: 1_203 }, (_, index) => `a${index}`);
    await Promise.all(written.map((action) => audit.write({ ...record, action })));
    const read: string[] = [];
    for await (const { action } of audit.entries({}, null)) read.push(action);
    expect(read.toReversed()).toEqual(written);
  });

  it("reads a range of time, its beginning and not its end", async () => {
    const { audit, redis, prefix } = await openAuth();
    const fields = Object.entries(record).flatMap(([name, value]) => [name, String(value)]);
    for (const id of ["999-7", "1000-0", "1000-5", "1999-9", "2000-0"])
      await redis.xadd(`{${prefix}}:audit`, id, ...fields);
    const idsOf = async (range: Omit<AuditQuery, "fits">) => {
      const { entries } = await audit.find({ ...range, ...ALL }, null, 10);
      return entries.map(({ id }) => id);
    };
    expect(await idsOf({ fromMs: 1_000, toMs: 2_000 })).toEqual(["1999-9", "1000-5", "1000-0"]);
    expect(await idsOf({ toMs: 1_000 })).toEqual(["999-7"]);
    expect(await idsOf({ fromMs: 1_000, toMs: 1_000 })).toEqual([]);
    expect(await idsOf({ fromMs: -5, toMs: 0 })).toEqual([]);
  });
});
