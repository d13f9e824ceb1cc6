import { randomBytes } from "node:crypto";
import { inject } from "vitest";

/** The Redis that the test run has started. */
export const testRedisUrl = () => inject("redisUrl");

/** Nobody else's keys. */
export const uniquePrefix = () => `t${randomBytes(6).toString("hex")}`;
