import { describe, expect, it } from "vitest";
import { openAuth } from "../testing/auth.ts";
import type { NewToken } from "./tokens.ts";

const DAY_MS = 86_400_000;
const deploy: NewToken = {
  name: "deploy",
  subject: "user:ana",
  owner: "ana",
  role: "operator",
  queues: "*",
  scopes: null,
  expiresMs: DAY_MS,
};

describe("an API token", () => {
  it("is known by its secret, of which only a hash is kept", async () => {
    const { tokens, redis, prefix } = await openAuth();
    const { token, secret } = await tokens.make(deploy, 1);
    expect(secret).toMatch(/^car_[0-9a-f]{16}_[\w-]{43}$/);
    const kept = JSON.stringify(await redis.hgetall(`{${prefix}}:tokens`));
    expect(kept).not.toContain(secret.slice(21));
    expect(await tokens.verify(secret, 2)).toMatchObject({ id: token.id, owner: "ana" });
    for (const wrong of [
      "",
      "car_",
      secret.slice(0, -1),
      `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`,
      secret.replace(token.id, "0".repeat(16)),
    ])
      expect(await tokens.verify(wrong, 2)).toBeNull();
  });

  it("works until it is over or revoked", async () => {
    const { tokens } = await openAuth();
    const { token, secret } = await tokens.make(deploy, 1);
    expect(await tokens.verify(secret, DAY_MS - 1)).not.toBeNull();
    expect(await tokens.verify(secret, DAY_MS)).toBeNull();
    expect(await tokens.revoke(token.id)).toBe(true);
    expect(await tokens.revoke(token.id)).toBe(false);
    expect(await tokens.verify(secret, 2)).toBeNull();
  });

  it("tells when it was used last, to the minute", async () => {
    const { tokens } = await openAuth();
    const { token, secret } = await tokens.make(deploy, 0);
    await tokens.verify(secret, 1_000);
    await tokens.verify(secret, 2_000);
    expect(await tokens.find(token.id)).toMatchObject({ usedMs: 1_000 });
    await tokens.verify(secret, 70_000);
    expect(await tokens.find(token.id)).toMatchObject({ usedMs: 70_000 });
  });

  it("that is revoked while it is used stays revoked", async () => {
    const { tokens } = await openAuth();
    const { token, secret } = await tokens.make(deploy, 0);
    await Promise.all([tokens.verify(secret, 1_000), tokens.revoke(token.id)]);
    expect(await tokens.find(token.id)).toBeNull();
  });

  it("stays in the list for 30 days after its end", async () => {
    const { tokens, redis, prefix } = await openAuth();
    await tokens.make(deploy, 0);
    await tokens.make({ ...deploy, name: "newer", expiresMs: 50 * DAY_MS }, 5);
    expect((await tokens.list(31 * DAY_MS - 1)).map(({ name }) => name)).toEqual([
      "newer",
      "deploy",
    ]);
    expect((await tokens.list(31 * DAY_MS)).map(({ name }) => name)).toEqual(["newer"]);
    expect(await redis.hlen(`{${prefix}}:tokens`)).toBe(1);
  });

  it("goes with all of its owner", async () => {
    const { tokens } = await openAuth();
    await tokens.make(deploy, 0);
    await tokens.make(deploy, 0);
    await tokens.make({ ...deploy, subject: "owner", owner: "ana" }, 0);
    expect(await tokens.revokeAll("user:ana", 1)).toBe(2);
    expect(await tokens.list(1)).toMatchObject([{ subject: "owner" }]);
  });
});
