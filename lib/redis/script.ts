import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { refuseWhenFull } from "./full.ts";

export interface Script {
  source: string;
  sha: string;
}

export function scriptOf(source: string): Script {
  return { source, sha: createHash("sha1").update(source).digest("hex") };
}

/**
 * Runs a script by its hash, and by its source once when Redis does not know it (a new or flushed server).
 * @throws CarillonError redis_full when the script is none that runs without room; then it has changed nothing
 */
export async function runScript(
  redis: Redis,
  script: Script,
  key: string,
  args: (string | number)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha, 1, key, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) refuseWhenFull(error);
    return redis.eval(script.source, 1, key, ...args).catch(refuseWhenFull);
  }
}
