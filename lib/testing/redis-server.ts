import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { findRedis } from "../redis/embedded/find.ts";
import { startEmbeddedRedis } from "../redis/embedded/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    redisUrl: string;
  }
}

/** One real Redis for all tests of a run, gone afterwards. Tests keep apart by their prefixes. */
export default async function startRedisForTests(project: TestProject) {
  const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
  const binary = await findRedis(cacheDir, process.env, (line) =>
    process.stdout.write(`${line}\n`),
  );
  const dataDir = mkdtempSync(join(tmpdir(), "carillon-test-redis-"));
  const redis = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
  project.provide("redisUrl", redis.url);
  return async () => {
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
