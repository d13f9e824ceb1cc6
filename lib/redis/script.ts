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

const REFUSED_WHEN_FULL = "#!lua\n";
const admitted = new WeakMap<Script, Script>();

/** The same script as one that Redis runs when it is full, too: for a step of what was let in before. */
export function admittedScript(script: Script): Script {
  let made = admitted.get(script);
  if (!made) {
    if (!script.source.startsWith(REFUSED_WHEN_FULL)) throw new Error("It has flags already.");
    const rest = script.source.slice(REFUSED_WHEN_FULL.length);
    made = scriptOf(`#!lua flags=allow-oom\n${rest}`);
    admitted.set(script, made);
  }
  return made;
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
