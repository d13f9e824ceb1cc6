import { Redis } from "ioredis";
import { maskText } from "../jobs/secret-text.ts";
import type { Logger } from "../logger.ts";
import {
  closedUnanswered,
  noTlsYet,
  RedisRefusedError,
  RedisUnavailableError,
  type Trouble,
  troubleOf,
} from "./trouble.ts";

/** How long a caller of the API may wait for Redis. */
const COMMAND_TIMEOUT_MS = 2_000;
const READY_TIMEOUT_MS = 2_000;
/** A socket with nothing to read for so long, while an answer is owed, is half-open: replace it. */
const SOCKET_TIMEOUT_MS = 15_000;
const MAX_RECONNECT_MS = 2_000;

/** `client`: fails fast, for requests that somebody waits for. `worker`: reconnects for ever. */
export type ConnectionRole = "client" | "worker";

/** What `rediss://` needs besides, as PEM. The certificate of Redis is always verified. */
export interface RedisTls {
  /** The authorities that may have signed it; those that Node knows, when left out. */
  ca?: string;
  /** A certificate of this process and its key, for a Redis that wants one. */
  cert?: string;
  key?: string;
}

export interface ConnectOptions {
  url: string;
  tls?: RedisTls;
  role: ConnectionRole;
  name?: string;
  /** Is told, once each, that Redis is away and that it is back. */
  logger?: Logger;
}

/** Why a connection is not ready, while it is not. */
const troubles = new WeakMap<Redis, Trouble>();

export function connectRedis({ url, tls, role, name, logger }: ConnectOptions): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    // Redis before 7.2 does not know CLIENT SETINFO, nor can an ACL for both allow it.
    disableClientInfo: true,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (tries) =>
      Math.min(50 * 2 ** Math.min(tries, 6), MAX_RECONNECT_MS) * (0.5 + Math.random() / 2),
    reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
    // Said outright, it holds whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    ...(url.startsWith("rediss://") && { tls: { ...tls, rejectUnauthorized: true } }),
    ...(role === "client"
      ? { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, enableOfflineQueue: false }
      : { maxRetriesPerRequest: null, socketTimeout: SOCKET_TIMEOUT_MS }),
  });
  noteTroubles(redis, maskText(url), logger);
  return redis;
}

function noteTroubles(redis: Redis, at: string, logger: Logger | undefined): void {
  let isUnanswered = false;
  let told: string | null = null;
  const first = noTlsYet(at);
  if (first) troubles.set(redis, first);
  const note = (trouble: Trouble) => {
    troubles.set(redis, trouble);
    if (told === null || (trouble.isRefusal && trouble.reason !== told)) {
      logger?.error({ redis: at, reason: trouble.reason }, "Redis cannot be reached; trying on");
      told = trouble.reason;
    }
  };
  redis.on("connect", () => {
    isUnanswered = true;
  });
  // Each failed command rejects for its caller; without a listener ioredis prints the same error for each retry.
  redis.on("error", (error: NodeJS.ErrnoException & { command?: unknown }) => {
    const isCut = isUnanswered && error.code === "ECONNRESET";
    isUnanswered = false;
    // ioredis hangs the refused AUTH on its error, password and all, and rejects with it what waits: somebody may log that.
    delete error.command;
    note(isCut ? closedUnanswered(at) : troubleOf(error, at));
  });
  redis.on("reconnecting", () => {
    if (isUnanswered) note(closedUnanswered(at));
    isUnanswered = false;
  });
  redis.on("ready", () => {
    isUnanswered = false;
    troubles.delete(redis);
    if (told !== null) logger?.info({ redis: at }, "Redis is back");
    told = null;
  });
}

/**
 * Waits until the connection can be used: two seconds, or with `null` for as long as there is hope.
 * @throws RedisRefusedError at once, when waiting would not help
 * @throws RedisUnavailableError when the time is over
 */
export async function untilReady(
  redis: Redis,
  patienceMs: number | null = READY_TIMEOUT_MS,
): Promise<void> {
  if (redis.status === "ready") return;
  if (troubles.get(redis)?.isRefusal) throw failure(redis);
  await new Promise<void>((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      redis.off("ready", onReady);
      redis.off("end", onEnd);
      redis.off("error", onError);
      finish();
    };
    const onReady = () => settle(resolve);
    const onEnd = () => settle(() => reject(failure(redis)));
    const onError = () => {
      if (troubles.get(redis)?.isRefusal) onEnd();
    };
    const timer = patienceMs === null ? undefined : setTimeout(onEnd, patienceMs);
    redis.once("ready", onReady);
    redis.once("end", onEnd);
    redis.on("error", onError);
  });
}

function failure(redis: Redis): RedisUnavailableError {
  const { reason, isRefusal } = troubles.get(redis) ?? { reason: "", isRefusal: false };
  if (isRefusal) return new RedisRefusedError(reason);
  return new RedisUnavailableError(`Redis does not answer.${reason && ` ${reason}`}`);
}
