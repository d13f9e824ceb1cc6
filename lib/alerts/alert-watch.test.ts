import { describe, expect, it, onTestFinished } from "vitest";
import { createLogger } from "../logger.ts";
import { AllowList } from "../outgoing/allow-list.ts";
import { connectRedis } from "../redis/connection.ts";
import { attention, NOW_MS, openAlerts, startReceiver } from "../testing/alerts.ts";
import { testRedisUrl } from "../testing/redis.ts";
import { type AlertSource, AlertWatch } from "./alert-watch.ts";

/** Far less than a delivery may take. */
const PROMPT_MS = 3_000;

function watchOn(
  prefix: string,
  look: AlertSource["look"],
  { url = testRedisUrl("scheduler"), isOnItsOwn = false } = {},
) {
  const log: string[] = [];
  const watch = new AlertWatch({
    redis: connectRedis({ url, role: "worker", name: "test" }),
    prefix,
    source: { look, failedSince: async (untilMs) => ({ untilMs, count: 0, jobs: [] }) },
    allowed: new AllowList("127.0.0.1"),
    installation: null,
    logger: createLogger("trace", {}, { write: (line) => void log.push(line) }),
  });
  if (!isOnItsOwn) onTestFinished(() => watch.stop());
  watch.start();
  return { watch, log };
}

async function promptly(done: Promise<void>) {
  const startedMs = performance.now();
  await done;
  expect(performance.now() - startedMs).toBeLessThan(PROMPT_MS);
}

describe("of several watches", () => {
  it("one looks, and the next when its turn is over, also when it has died over it", async () => {
    const { prefix, redis } = await openAlerts();
    const key = `{${prefix}}:alert-look`;
    const looks: string[] = [];
    const never = new Promise<never>(() => {});
    watchOn(prefix, () => {
      looks.push("one that hangs");
      return never;
    });
    await expect.poll(() => looks).toEqual(["one that hangs"]);
    expect(await redis.pttl(key)).toBeGreaterThan(5_000);
    // Its turn is nearly over.
    await redis.pexpire(key, 300);
    watchOn(prefix, async () => {
      looks.push("another");
      return { nowMs: NOW_MS, attention: [] };
    });
    await expect.poll(() => looks).toEqual(["one that hangs", "another"]);
  });
});

describe("a watch that is told to stop", () => {
  it("does so at once while it waits for its turn", async () => {
    const { prefix } = await openAlerts();
    const looks: number[] = [];
    const { watch } = watchOn(prefix, async () => ({ nowMs: looks.push(1), attention: [] }), {
      isOnItsOwn: true,
    });
    await expect.poll(() => looks).toEqual([1]);
    await promptly(watch.stop());
  });

  it("does so while an address does not answer, which others tell later", async () => {
    const { prefix, add, tell, standingOf } = await openAlerts();
    const receiver = await startReceiver({ before: () => new Promise(() => {}) });
    const { id } = await add(receiver.url);
    await tell(0, attention());
    const sight = { nowMs: NOW_MS + 20_000, attention: [attention()] };
    const { watch, log } = watchOn(prefix, async () => sight, { isOnItsOwn: true });
    await expect.poll(() => receiver.got.length).toBe(1);
    await promptly(watch.stop());
    expect(log).toEqual([]);
    expect(await standingOf(id)).toMatchObject({ failures: 0, lastTry: null });
    receiver.answering.before = undefined;
    await tell(36, attention());
    expect(await standingOf(id)).toMatchObject({ told: [{ subject: "mail" }] });
  });

  it("does so while Redis is away, of which it says nothing: its process does", async () => {
    const { watch, log } = watchOn("t0", async () => ({ nowMs: NOW_MS, attention: [] }), {
      url: "redis://127.0.0.1:1",
      isOnItsOwn: true,
    });
    await promptly(watch.stop());
    expect(log).toEqual([]);
  });
});

it("a look that fails is tried again in the next turn, and said once", async () => {
  const { prefix } = await openAlerts();
  let looks = 0;
  const { log } = watchOn(prefix, async () => {
    looks += 1;
    throw new Error("as asked");
  });
  await expect.poll(() => looks, { timeout: 20_000 }).toBe(2);
  await expect.poll(() => log).toHaveLength(1);
  expect(log[0]).toContain("a look for alerts failed; trying again");
});
