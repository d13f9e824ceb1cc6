import { beatWorker, leaveWorker, type WorkerAccount } from "../../lib/queue/presence.ts";
import type { Store } from "../../lib/scheduler/store.ts";
import { QUEUE } from "./fill.ts";
import type { ScriptMeter } from "./script-meter.ts";

const ROUNDS = 100;

const ACCOUNT: WorkerAccount = {
  id: "bench",
  kind: "executor",
  host: "bench",
  pid: 1,
  version: "0",
  node: process.version,
  state: "active",
  startedMs: 1,
  queues: [QUEUE],
  slots: 1_000,
  running: [],
  jobTypes: [],
  rssBytes: 1,
  beatEveryMs: 1_000,
};

/** A worker's sign of life. */
export async function measurePresence(store: Store, meter: ScriptMeter): Promise<void> {
  const beat = () => beatWorker(store.redis, store.prefix, ACCOUNT);
  await meter.measure("presence", ROUNDS, () => undefined, beat);
  await leaveWorker(store.redis, store.prefix, ACCOUNT.id);
}
