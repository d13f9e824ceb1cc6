import { loadSettings, refuse } from "@/lib/process/load-settings.ts";
import { untilReady } from "@/lib/redis/connection.ts";
import { RedisRefusedError } from "@/lib/redis/trouble.ts";
import { backend, closeBackend } from "./backend.ts";
import { noteRequests } from "./peer.ts";
import { closeStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/**
 * Before the first request: refuses unusable settings, and a Redis that will not have this process with them; waits for one that will
 * for two seconds at most. Sees to a prompt end: next waits for open streams for ever.
 */
export async function start(): Promise<void> {
  noteRequests(loadSettings().trustedHops);
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", end);
  try {
    await untilReady(backend().redis);
  } catch (error) {
    // One that is away is waited for by each request.
    if (error instanceof RedisRefusedError) refuse(error);
  }
}

function end(): void {
  // Next ends with 128 and the signal once its requests are answered. Told to stop, it has stopped: nothing failed.
  process.once("exit", (code) => {
    if (code > 128) process.exitCode = 0;
  });
  closeStreams(() => true);
  void closeBackend().finally(() => setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref());
}
