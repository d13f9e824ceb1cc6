import type { Redis } from "ioredis";
import { registryTag } from "../redis/keys.ts";
import { runScript } from "../redis/script.ts";
import { scripts } from "./scripts.generated.ts";

/** What a worker says of itself with each sign of life. */
export interface WorkerAccount {
  id: string;
  kind: "executor" | "scheduler";
  host: string;
  pid: number;
  version: string;
  node: string;
  startedMs: number;
  state: "active" | "draining";
  queues: string[];
  slots: number | null;
  running: { jobId: string; type: string; startedMs: number }[];
  jobTypes: string[];
  rssBytes: number;
  /** How often it gives a sign of life; thrice that without one, and it is lost. */
  beatEveryMs: number;
}

/** A sign of life. */
export async function beatWorker(
  redis: Redis,
  prefix: string,
  account: WorkerAccount,
): Promise<void> {
  await runScript(redis, scripts.presence, registryTag(prefix), [
    account.id,
    JSON.stringify(account),
  ]);
}

/** A worker that has stopped in good order. */
export async function leaveWorker(redis: Redis, prefix: string, workerId: string): Promise<void> {
  await runScript(redis, scripts.presence, registryTag(prefix), [workerId, ""]);
}
