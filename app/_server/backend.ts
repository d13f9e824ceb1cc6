import type { Redis } from "ioredis";
import { CalendarFeeds } from "@/lib/auth/calendar-feeds.ts";
import { Sessions } from "@/lib/auth/sessions.ts";
import { type Config, loadConfig } from "@/lib/config.ts";
import { createLogger, type Logger } from "@/lib/logger.ts";
import { connectRedis } from "@/lib/redis/connection.ts";
import { SchedulerService } from "@/lib/scheduler/service.ts";

/** What the web process has one of. */
export interface Backend {
  config: Config;
  logger: Logger;
  service: SchedulerService;
  sessions: Sessions;
  calendarFeeds: CalendarFeeds;
  /** For what belongs to the web process alone: sessions, idempotency keys, secret addresses. */
  redis: Redis;
}

const DEFAULT_REDIS = "redis://127.0.0.1:6379";

// Route handlers, pages and instrumentation are separate module graphs: a module variable would exist three times.
const KEY = Symbol.for("carillon.backend");
const shared = globalThis as { [KEY]?: Backend };

export function backend(): Backend {
  shared[KEY] ??= open();
  return shared[KEY];
}

/** For the end of the process. */
export async function closeBackend(): Promise<void> {
  const made = shared[KEY];
  if (!made) return;
  made.redis.disconnect();
  await made.service.close();
}

function open(): Backend {
  const config = loadConfig(process.env);
  const url = config.redisUrl ?? DEFAULT_REDIS;
  const logger = createLogger(config.logLevel, { process: "web" });
  const tls = config.redisTls;
  const redis = connectRedis({ url, tls, role: "client", name: "carillon-web", logger });
  return {
    config,
    logger,
    service: new SchedulerService({ redis: url, tls, prefix: config.prefix }),
    sessions: new Sessions(redis, config.prefix),
    calendarFeeds: new CalendarFeeds(redis, config.prefix),
    redis,
  };
}
