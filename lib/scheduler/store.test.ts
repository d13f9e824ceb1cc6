import { expect, it, onTestFinished } from "vitest";
import { connectRedis } from "../redis/connection.ts";
import { testRedisUrl, uniquePrefix } from "../testing/redis.ts";
import { Store } from "./store.ts";

it("waits for the connection once, however many calls come before it stands", async () => {
  const redis = connectRedis({ url: testRedisUrl("web"), role: "client", name: "store-test" });
  onTestFinished(() => redis.disconnect());
  const store = new Store(redis, uniquePrefix());
  const listenersBefore = redis.listenerCount("ready");
  const calls = Array.from({ length: 50 }, () => store.ready());
  expect(redis.listenerCount("ready")).toBe(listenersBefore + 1);
  await Promise.all(calls);
  expect(redis.listenerCount("ready")).toBe(listenersBefore);
});
