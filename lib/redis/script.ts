import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

export interface Script {
  source: string;
  sha: string;
}

export function scriptOf(source: string): Script {
  return { source, sha: createHash("sha1").update(source).digest("hex") };
}

/** Runs a script by its hash, and by its source once when Redis does not know it (a new or flushed server). */
export async function runScript(
  redis: Redis,
  script: Script,
  key: string,
  args: (string | number)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha, 1, key, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
    return redis.eval(script.source, 1, key, ...args);
  }
}
