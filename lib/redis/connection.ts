import { Redis } from "ioredis";
import { CarillonError } from "../errors.ts";
import type { Logger } from "../logger.ts";

/** How long a caller of the API may wait for Redis. */
const COMMAND_TIMEOUT_MS = 2_000;
const READY_TIMEOUT_MS = 2_000;
/** A socket with nothing to read for so long, while an answer is owed, is half-open: replace it. */
const SOCKET_TIMEOUT_MS = 15_000;
const MAX_RECONNECT_MS = 2_000;

/** `client`: fails fast, for requests that somebody waits for. `worker`: reconnects for ever. */
export type ConnectionRole = "client" | "worker";

export interface ConnectOptions {
  url: string;
  role: ConnectionRole;
  name?: string;
  /** Is told, once each, that Redis is away and that it is back. */
  logger?: Logger;
}

export function connectRedis({ url, role, name, logger }: ConnectOptions): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    // Redis before 7.2 does not know CLIENT SETINFO, nor can an ACL for both allow it.
    disableClientInfo: true,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (tries) =>
      Math.min(50 * 2 ** Math.min(tries, 6), MAX_RECONNECT_MS) * (0.5 + Math.random() / 2),
    reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
    ...(role === "client"
      ? { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, enableOfflineQueue: false }
      : { maxRetriesPerRequest: null, socketTimeout: SOCKET_TIMEOUT_MS }),
  });
  // Each failed command rejects for its caller; without a listener ioredis prints the same error for each retry.
  let isAway = false;
  redis.on("error", (error) => {
    if (!isAway)
      logger?.error(
        { redis: redacted(url), reason: error.message },
        "Redis cannot be reached; trying on",
      );
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) logger?.info({ redis: redacted(url) }, "Redis is back");
    isAway = false;
  });
  return redis;
}

/** `redis://***@host:6379`: fit for a log line. */
const redacted = (url: string) => url.replace(/\/\/[^@/]*@/, "//***@");

/** Waits until the connection can be used. @throws CarillonError unavailable after two seconds */
export async function untilReady(redis: Redis): Promise<void> {
  if (redis.status === "ready") return;
  await new Promise<void>((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      redis.off("ready", onReady);
      redis.off("end", onEnd);
      finish();
    };
    const unavailable = () => new CarillonError("unavailable", "Redis does not answer.");
    const onReady = () => settle(resolve);
    const onEnd = () => settle(() => reject(unavailable()));
    const timer = setTimeout(onEnd, READY_TIMEOUT_MS);
    redis.once("ready", onReady);
    redis.once("end", onEnd);
  });
}
