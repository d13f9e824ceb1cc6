import { describe, expect, it } from "vitest";
import { openAuth } from "../../testing/auth.ts";
import { FLOW_MS, nonceOf, OidcFlows, verifierOf } from "./flows.ts";

async function open() {
  const { redis, prefix } = await openAuth();
  return { redis, prefix, flows: new OidcFlows(redis, prefix) };
}

describe("a sign-in that has begun", () => {
  it("is taken once, by the browser that has begun it", async () => {
    const { flows } = await open();
    const { state, browser } = await flows.begin("/jobs", 0);
    expect(await flows.take(state, browser, 1)).toEqual({ next: "/jobs" });
    await expect(flows.take(state, browser, 1)).rejects.toMatchObject({ reason: "expired" });
  });

  it("is over when another browser comes, and when none of its secrets does", async () => {
    const { flows } = await open();
    for (const secret of [null, "", "x".repeat(43)]) {
      const { state, browser } = await flows.begin("/", 0);
      const taken = flows.take(state, secret, 1);
      await expect(taken).rejects.toMatchObject({ reason: "other-browser" });
      await expect(flows.take(state, browser, 1)).rejects.toMatchObject({ reason: "expired" });
    }
  });

  it("is over after ten minutes, by the clock and in Redis", async () => {
    const { flows, redis, prefix } = await open();
    const late = await flows.begin("/", 0);
    const [key] = await redis.keys(`*${prefix}*:oidc:*`);
    expect(await redis.pttl(key!)).toBeGreaterThan(FLOW_MS - 5_000);
    expect(await redis.pttl(key!)).toBeLessThanOrEqual(FLOW_MS);
    const taken = flows.take(late.state, late.browser, FLOW_MS);
    await expect(taken).rejects.toMatchObject({ reason: "expired" });
  });

  it("leaves nothing in Redis that could complete it", async () => {
    const { flows, redis, prefix } = await open();
    const flow = await flows.begin("/", 0);
    const [key] = await redis.keys(`*${prefix}*:oidc:*`);
    const kept = `${key} ${await redis.get(key!)}`;
    for (const secret of [flow.state, flow.browser, nonceOf(flow), verifierOf(flow)])
      expect(kept).not.toContain(secret);
  });

  it("has a verifier and a nonce of its own", async () => {
    const { flows } = await open();
    const [a, b] = [await flows.begin("/", 0), await flows.begin("/", 0)];
    const secrets = [a, b].flatMap((flow) => [nonceOf(flow), verifierOf(flow)]);
    expect(new Set(secrets).size).toBe(4);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
  });
});
