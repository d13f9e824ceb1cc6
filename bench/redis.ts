import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findRedis } from "../lib/redis/embedded/find.ts";
import { startEmbeddedRedis } from "../lib/redis/embedded/server.ts";

const CACHE =
  process.env.CARILLON_CACHE_DIR ?? fileURLToPath(new URL("../.cache/redis", import.meta.url));

/** A Redis of its own for the measurement: nothing is written to disk, and nobody else talks to it. */
export async function startBenchRedis() {
  const binary = await findRedis(CACHE, process.env, (line) => process.stdout.write(`${line}\n`));
  const dataDir = mkdtempSync(join(tmpdir(), "carillon-bench-"));
  const redis = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
  // It has a session of its own, so a Ctrl-C or an error of ours would leave it behind.
  const onExit = () => {
    process.kill(redis.pid);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const onSignal = () => process.exit(1);
  process.once("exit", onExit).once("SIGINT", onSignal).once("SIGTERM", onSignal);
  return {
    url: redis.url,
    pid: redis.pid,
    version: binary.version,
    async stop() {
      process.off("exit", onExit).off("SIGINT", onSignal).off("SIGTERM", onSignal);
      await redis.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
