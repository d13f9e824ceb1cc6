import { loadSettings, refuse } from "@/lib/process/load-settings.ts";
import { untilReady } from "@/lib/redis/connection.ts";
import { RedisRefusedError } from "@/lib/redis/trouble.ts";
import { backend, closeBackend } from "./backend.ts";
import { noteRequests } from "./peer.ts";
import { closeStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/**
 * Refuses unusable settings before the first request, and a Redis that cannot be used with them as soon as that shows. Sees to a
 * prompt end: next waits for open streams for ever.
 */
export function start(): void {
  noteRequests(loadSettings().trustedHops);
  // A Redis that is away is waited for, by each request. Of one that will not have this process, the operator hears now.
  untilReady(backend().redis).catch((error: unknown) => {
    if (error instanceof RedisRefusedError) refuse(error);
  });
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", end);
}

function end(): void {
  closeStreams(() => true);
  void closeBackend().finally(() => setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref());
}
