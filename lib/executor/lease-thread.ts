import { parentPort, workerData } from "node:worker_threads";
import { beat } from "../queue/beat.ts";
import { beatWorker, type WorkerAccount } from "../queue/presence.ts";
import { ClaimBoard } from "./claim-board.ts";
import { connectRedis } from "../redis/connection.ts";
import type { FromLeaseThread, LeaseThreadData, ToLeaseThread } from "./lease-keeper.ts";

/** The executor sends a snapshot each second; without one for so long, its event loop is blocked. */
const BLOCKED_AFTER_MS = 1_500;
const BEATS_A_LEASE = 4;

const { redisUrl, tls, prefix, leaseMs, board: memory } = workerData as LeaseThreadData;
const board = new ClaimBoard(memory);
const port = parentPort!;
const redis = connectRedis({ url: redisUrl, tls, role: "worker", name: "carillon-leases" });

const tell = (message: FromLeaseThread) => port.postMessage(message);

let held: Record<string, string> = {};
let account: WorkerAccount | null = null;
let snapshotAtMs = performance.now();
let beating = false;
let stopping = false;

/** What must be extended now. While the executor is well, what it claimed since its snapshot has a fresh lease anyway. */
function due(): Map<string, string[]> {
  const entries = new Map(
    Object.entries(held).map(([tag, list]) => [tag, list.split(" ").filter(Boolean)]),
  );
  if (performance.now() - snapshotAtMs < BLOCKED_AFTER_MS) return entries;
  for (const { tag, entries: list } of board.read())
    entries.set(tag, [...(entries.get(tag) ?? []), ...list]);
  return entries;
}

async function beatOnce(): Promise<void> {
  if (beating || stopping) return;
  beating = true;
  try {
    for (const [tag, entries] of due()) {
      if (entries.length === 0) continue;
      const { lost, cancelled } = await beat(redis, tag, leaseMs, entries);
      if (lost.length > 0 || cancelled.length > 0) tell({ kind: "leases", tag, lost, cancelled });
    }
    if (account) await beatWorker(redis, prefix, account);
  } catch (error) {
    // A connection that was closed on purpose is no trouble. Otherwise ioredis reconnects; the next beat says whether the
    // leases outlived it.
    if (!stopping) tell({ kind: "trouble", reason: String(error) });
  } finally {
    beating = false;
  }
}

const timer = setInterval(
  () => void beatOnce(),
  Math.max(200, Math.floor(leaseMs / BEATS_A_LEASE)),
);

port.on("message", (message: ToLeaseThread) => {
  switch (message.kind) {
    case "snapshot": {
      const first = account === null || account.state !== message.account.state;
      held = message.held;
      account = message.account;
      snapshotAtMs = performance.now();
      if (first) void beatOnce();
      break;
    }
    case "stop":
      stopping = true;
      clearInterval(timer);
      redis.disconnect();
      port.close();
  }
});
