import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { findRedis } from "../redis/embedded/find.ts";
import { startEmbeddedRedis } from "../redis/embedded/server.ts";
import { readMemory } from "../redis/memory.ts";
import { openRedis } from "./redis.ts";
import { makeUsers } from "./redis-server.ts";

/** Beside it what connections take and give back is nothing. */
const BALLAST_BYTES = 64 * 1_048_576;

/** A Redis of a test's own, whose memory is as short as the test wants it. It never evicts. */
export async function startSmallRedis() {
  const dataDir = mkdtempSync(join(tmpdir(), "carillon-small-redis-"));
  const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
  const binary = await findRedis(cacheDir, process.env, () => undefined);
  const server = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
  onTestFinished(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const redis = await openRedis(server.url);
  await redis.setrange("ballast", BALLAST_BYTES, "x");
  const limitTo = async (bytes: number) => void (await redis.config("SET", "maxmemory", bytes));
  return {
    adminUrl: server.url,
    urls: await makeUsers(server.url),
    redis,
    limitTo,
    /** Sets its limit so that so much of it is used: 1.01 is beyond it. */
    async fillTo(share: number) {
      await limitTo(Math.floor((await readMemory(redis)).usedBytes / share));
    },
    /** Sets its limit so that so much is free until new work is refused. */
    async leave(bytes: number) {
      await limitTo(Math.ceil(((await readMemory(redis)).usedBytes + bytes) / 0.95));
    },
    makeRoom: () => limitTo(BALLAST_BYTES * 4),
  };
}
