import { loadSettings } from "@/lib/process/load-settings.ts";
import { closeBackend } from "./backend.ts";
import { noteRequests } from "./peer.ts";
import { closeStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/** Refuses unusable settings before the first request, and sees to a prompt end: next waits for open streams for ever. */
export function start(): void {
  noteRequests(loadSettings().trustedHops);
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", end);
}

function end(): void {
  closeStreams(() => true);
  void closeBackend().finally(() => setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref());
}
