import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { inject, onTestFinished } from "vitest";
import { connectRedis, untilReady } from "../redis/connection.ts";
import type { TestUser } from "./redis-server.ts";

/**
 * The Redis that the test run has started, as a user who may do no more than the process does: `any` for tests that have
 * several processes in one. For keys of `uniquePrefix` alone.
 */
export const testRedisUrl = (user: TestUser = "any") => inject("redisUrls")[user];

/** The same, as one who may do anything: for what a test looks at, puts in place and breaks, not for the product. */
export const adminRedisUrl = () => inject("adminRedisUrl");

/** A connection that ends with the test; one of the test itself, when no URL is given. */
export async function openRedis(url = adminRedisUrl()): Promise<Redis> {
  const redis = connectRedis({ url, role: "client", name: "test" });
  onTestFinished(() => redis.disconnect());
  await untilReady(redis);
  return redis;
}

/** Nobody else's keys. */
export const uniquePrefix = () => `t${randomBytes(6).toString("hex")}`;
