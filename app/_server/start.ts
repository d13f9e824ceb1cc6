import { CONFIG_EXIT_CODE, ConfigError, loadConfig } from "@/lib/config.ts";
import { closeBackend } from "./backend.ts";
import { noteRequests } from "./peer.ts";
import { closeStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/** Refuses unusable settings before the first request, and sees to a prompt end: next waits for open streams for ever. */
export function start(): void {
  try {
    noteRequests(loadConfig(process.env).trustedHops);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(CONFIG_EXIT_CODE);
  }
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", end);
}

function end(): void {
  closeStreams(() => true);
  void closeBackend().finally(() => setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref());
}
