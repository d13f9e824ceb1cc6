import { loadSettings } from "@/lib/process/load-settings.ts";
import { untilReady } from "@/lib/redis/connection.ts";
import { backend, closeBackend } from "./backend.ts";
import { noteRequests } from "./peer.ts";
import { closeStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/**
 * Refuses unusable settings before the first request, which finds Redis connected if it answers within two seconds, and sees to a
 * prompt end: next waits for open streams for ever.
 */
export async function start(): Promise<void> {
  noteRequests(loadSettings().trustedHops);
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", end);
  await untilReady(backend().redis).catch(() => undefined);
}

function end(): void {
  closeStreams(() => true);
  void closeBackend().finally(() => setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref());
}
