import { describe, expect, it } from "vitest";
import { openAuth } from "../testing/auth.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;
const ana = { kind: "user" as const, name: "ana" };

async function open() {
  const auth = await openAuth();
  const keys = () => auth.redis.keys(`{${auth.prefix}}:session:*`);
  return { ...auth, keys };
}

describe("a session", () => {
  it("has an id of 256 bits, another each time, and is kept by its hash alone", async () => {
    const { sessions, keys } = await open();
    const first = await sessions.start("ana", ana, 0, 0);
    const second = await sessions.start("ana", ana, 0, 0);
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    expect(second).not.toBe(first);
    const kept = await keys();
    expect(kept).toHaveLength(2);
    for (const key of kept) {
      expect(key).toMatch(/:[0-9a-f]{64}$/);
      expect(key).not.toContain(first);
    }
    expect(await sessions.find(first, 1)).toMatchObject({ actor: "ana", subject: "user:ana" });
    expect(await sessions.find("something else", 1)).toBeNull();
  });

  it("ends 30 minutes after it was used last; a look is no use", async () => {
    const { sessions, keys, redis } = await open();
    const id = await sessions.start("ana", ana, 0, 0);
    const [key] = (await keys()) as [string];
    const leftMs = () => redis.pttl(key);
    expect(await leftMs()).toBeGreaterThan(HOUR_MS / 2 - 5_000);
    expect(await leftMs()).toBeLessThanOrEqual(HOUR_MS / 2);
    await redis.pexpire(key, 60_000);
    await sessions.find(id, 1, false);
    expect(await leftMs()).toBeLessThanOrEqual(60_000);
    await sessions.find(id, 1);
    expect(await leftMs()).toBeGreaterThan(HOUR_MS / 2 - 5_000);
    await redis.pexpire(key, 1);
    expect(
      await until(
        "its end",
        () => sessions.find(id, 1, false),
        (found) => !found,
      ),
    ).toBeNull();
  });

  it("ends 12 hours after it began, however it is used", async () => {
    const { sessions, keys } = await open();
    const id = await sessions.start("ana", ana, 0, 1_000);
    expect(await sessions.find(id, 1_000 + 12 * HOUR_MS - 1)).toMatchObject({
      endsMs: 1_000 + 12 * HOUR_MS,
    });
    expect(await sessions.find(id, 1_000 + 12 * HOUR_MS)).toBeNull();
    expect(await keys()).toEqual([]);
  });

  it("ends when its user signs out, and others go on", async () => {
    const { sessions } = await open();
    const here = await sessions.start("ana", ana, 0, 0);
    const there = await sessions.start("ana", ana, 0, 0);
    await sessions.end(here);
    expect(await sessions.find(here, 1)).toBeNull();
    expect(await sessions.find(there, 1)).not.toBeNull();
  });

  it("ends with all of its subject, and nobody else's", async () => {
    const { sessions } = await open();
    const all = await Promise.all([
      sessions.start("ana", ana, 0, 0),
      sessions.start("ana", ana, 0, 0),
    ]);
    const bob = await sessions.start("bob", { kind: "user", name: "bob" }, 0, 0);
    // From elsewhere, and not the account of that name.
    const elsewhere = { kind: "oidc", issuer: "https://login.example.org", sub: "ana" } as const;
    const other = await sessions.start("ana", { ...elsewhere, role: "viewer", queues: "*" }, 0, 0);
    await sessions.endAll("user:ana");
    for (const id of all) expect(await sessions.find(id, 1)).toBeNull();
    expect(await sessions.find(bob, 1)).not.toBeNull();
    expect(await sessions.find(other, 1)).not.toBeNull();
  });

  it("that is being begun while all are ended is over before it begins", async () => {
    const { sessions } = await open();
    const epoch = await sessions.epochOf("user:ana");
    await sessions.endAll("user:ana");
    const late = await sessions.start("ana", ana, epoch, 0);
    expect(await sessions.find(late, 0)).toBeNull();
    const next = await sessions.start("ana", ana, await sessions.epochOf("user:ana"), 0);
    expect(await sessions.find(next, 0)).not.toBeNull();
  });

  it("is renewed while all others end; its old id is taken for ten seconds more", async () => {
    const { sessions } = await open();
    const [old, other] = [
      await sessions.start("ana", ana, 0, 0),
      await sessions.start("ana", ana, 0, 0),
    ];
    const renewed = await sessions.renew(old, "ana", 1_000);
    expect(renewed).not.toBe(old);
    expect(await sessions.find(other, 1_001)).toBeNull();
    expect(await sessions.find(renewed, 1_001)).toMatchObject({
      actor: "ana",
      subject: "user:ana",
      endsMs: 1_000 + 12 * HOUR_MS,
    });
    expect(await sessions.find(old, 10_999)).not.toBeNull();
    expect(await sessions.find(old, 11_000)).toBeNull();
    await sessions.endAll("user:ana");
    expect(await sessions.find(renewed, 1_001)).toBeNull();
  });

  it("is given for a one-time secret once", async () => {
    const { sessions } = await open();
    const tries = await Promise.all([1, 2, 3].map(() => sessions.useOnce("a secret")));
    expect(tries.filter(Boolean)).toHaveLength(1);
  });
});
