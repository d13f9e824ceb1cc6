import type * as crypto from "node:crypto";
import { describe, expect, it, vi } from "vitest";

const calls = vi.hoisted(() => ({
  running: 0,
  most: 0,
  costs: [] as unknown[],
  isQuick: false,
}));

/** The real one, counted; or one that takes no time, where only the turns matter. */
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof crypto>();
  const scrypt = ((password, salt, length, options, done) => {
    calls.running++;
    calls.most = Math.max(calls.most, calls.running);
    calls.costs.push(options);
    const over: Parameters<typeof crypto.scrypt>[4] = (error, key) => {
      calls.running--;
      done(error, key);
    };
    if (calls.isQuick) setImmediate(() => over(null, Buffer.alloc(length)));
    else real.scrypt(password, salt, length, options, over);
  }) as typeof crypto.scrypt;
  return { ...real, scrypt };
});

/** A hash takes half a second, and many times that where much else is going on. */
vi.setConfig({ testTimeout: 120_000 });

const { hashPassword, verifyPassword } = await import("./passwords.ts");

describe("a password", () => {
  it("is kept as a hash of 2^17 rounds with a salt of its own, and known again", async () => {
    const [first, second] = await Promise.all([hashPassword("one"), hashPassword("one")]);
    expect(first).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    expect(calls.costs[0]).toMatchObject({ N: 131_072, r: 8, p: 1 });
    expect(await verifyPassword("one", first)).toBe(true);
    expect(await verifyPassword("two", first)).toBe(false);
  });

  it("is the same however its letters were composed", async () => {
    expect(await verifyPassword("caf\u00e9", await hashPassword("cafe\u0301"))).toBe(true);
  });

  it("costs as much for nobody, and for a hash that cannot be read", async () => {
    const before = calls.costs.length;
    for (const stored of [null, "", "scrypt$x$y", "$scrypt$ln=1,r=8,p=1$AAAA$AAAA"])
      expect(await verifyPassword("one", stored)).toBe(false);
    expect(calls.costs.slice(before)).toHaveLength(4);
    expect(new Set(calls.costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
  });

  it("is hashed beside one other at most, and not at all when too many wait", async () => {
    calls.most = 0;
    calls.isQuick = true;
    const tries = Array.from({ length: 60 }, () => verifyPassword("one", null));
    const outcomes = await Promise.allSettled(tries);
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { code: "unavailable" } });
    expect(calls.most).toBe(2);
  });
});
