import { CONFIG_EXIT_CODE, ConfigError, loadConfig } from "@/lib/config.ts";
import { untilReady } from "@/lib/redis/connection.ts";
import { RedisRefusedError } from "@/lib/redis/trouble.ts";
import { backend, closeBackend } from "./backend.ts";
import { openStreams } from "./streams.ts";

const LEAVE_AFTER_MS = 1_000;

/** Refuses unusable settings, and a Redis that cannot be used with them, before the first request, and sees to a prompt end: next waits for open streams for ever. */
export function start(): void {
  try {
    loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuse(error);
  }
  // A Redis that is away is waited for, by each request. Of one that will not have this process, the operator hears now.
  untilReady(backend().redis).catch((error: unknown) => {
    if (error instanceof RedisRefusedError) refuse(error);
  });
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The supervisor holds the other end of this channel.
  process.once("disconnect", end);
}

function refuse({ message }: Error): never {
  process.stderr.write(`${message}\n`);
  process.exit(CONFIG_EXIT_CODE);
}

function end(): void {
  for (const close of openStreams()) close();
  void closeBackend().finally(() => setTimeout(() => process.exit(0), LEAVE_AFTER_MS).unref());
}
