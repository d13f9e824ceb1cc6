import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Redis } from "ioredis";
import type { TestProject } from "vitest/node";
import { aclRules } from "../access/acl.ts";
import {
  REDIS_ACCESS,
  REDIS_USERS,
  type RedisAccess,
  type RedisUser,
} from "../access/redis-users.ts";
import { hashSecret } from "../auth/secrets.ts";
import { findRedis } from "../redis/embedded/find.ts";
import { startEmbeddedRedis } from "../redis/embedded/server.ts";

/** `any`: what web, scheduler and executor may do, since many tests have them in one process. */
export type TestUser = RedisUser | "any";

declare module "vitest" {
  interface ProvidedContext {
    adminRedisUrl: string;
    redisUrls: Record<TestUser, string>;
  }
}

/** As a pattern, the prefixes that `uniquePrefix` makes. */
const PREFIXES = "t*";

/** One real Redis for all tests of a run, gone afterwards. Tests keep apart by their prefixes. */
export default async function startRedisForTests(project: TestProject) {
  const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
  const binary = await findRedis(cacheDir, process.env, (line) =>
    process.stdout.write(`${line}\n`),
  );
  const dataDir = mkdtempSync(join(tmpdir(), "carillon-test-redis-"));
  const redis = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
  project.provide("adminRedisUrl", redis.url);
  project.provide("redisUrls", await makeUsers(redis.url));
  return async () => {
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** Users for what each process may do, by their URLs. */
export async function makeUsers(url: string): Promise<Record<TestUser, string>> {
  const together = ["web", "scheduler", "executor"] as const;
  const any: RedisAccess = {
    sends: together.flatMap((user) => REDIS_ACCESS[user].sends),
    runs: together.flatMap((user) => REDIS_ACCESS[user].runs),
    queues: "write",
    writes: together.flatMap((user) => REDIS_ACCESS[user].writes),
    reads: [],
  };
  const redis = new Redis(url);
  const urls = {} as Record<TestUser, string>;
  for (const user of [...REDIS_USERS, "any"] as const) {
    const access = user === "any" ? any : REDIS_ACCESS[user];
    const password = randomBytes(12).toString("hex");
    await redis.acl("SETUSER", `test-${user}`, ...aclRules(access, PREFIXES, hashSecret(password)));
    urls[user] = url.replace("//", `//test-${user}:${password}@`);
  }
  redis.disconnect();
  return urls;
}
