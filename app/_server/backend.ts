import type { Redis } from "ioredis";
import { SeenAlerts } from "@/lib/alerts/seen-alerts.ts";
import { AlertWebhooks } from "@/lib/alerts/webhooks.ts";
import { Accounts } from "@/lib/auth/accounts.ts";
import { Attempts } from "@/lib/auth/attempts.ts";
import { Audit } from "@/lib/auth/audit.ts";
import { CalendarFeeds } from "@/lib/auth/calendar-feeds.ts";
import { OidcFlows } from "@/lib/auth/oidc/flows.ts";
import { OidcProvider } from "@/lib/auth/oidc/provider.ts";
import { OidcStandings } from "@/lib/auth/oidc/standings.ts";
import { OidcSignIn } from "@/lib/auth/oidc/sign-in.ts";
import { Sessions } from "@/lib/auth/sessions.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import { Users } from "@/lib/auth/users.ts";
import type { Config } from "@/lib/config.ts";
import { createLogger, type Logger } from "@/lib/logger.ts";
import { Redaction } from "@/lib/jobs/redaction.ts";
import { AllowList } from "@/lib/outgoing/allow-list.ts";
import { loadSettings } from "@/lib/process/load-settings.ts";
import { connectRedis } from "@/lib/redis/connection.ts";
import { SchedulerService } from "@/lib/scheduler/service.ts";

/** What the web process has one of. */
export interface Backend {
  config: Config;
  logger: Logger;
  service: SchedulerService;
  sessions: Sessions;
  calendarFeeds: CalendarFeeds;
  users: Users;
  tokens: Tokens;
  accounts: Accounts;
  attempts: Attempts;
  audit: Audit;
  alertWebhooks: AlertWebhooks;
  seenAlerts: SeenAlerts;
  /** Where alert webhooks may be besides public addresses. */
  outgoing: AllowList;
  /** Null unless the settings name a provider. */
  oidc: OidcSignIn | null;
  standings: OidcStandings;
  /** For what belongs to the web process alone: sessions, idempotency keys, secret addresses. */
  redis: Redis;
}

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
  const config = loadSettings();
  const url = config.redisUrl;
  const logger = createLogger(config.logLevel, { process: "web" });
  const tls = config.redisTls;
  const redis = connectRedis({ url, tls, role: "client", name: "carillon-web", logger });
  const stores = {
    sessions: new Sessions(redis, config.prefix),
    users: new Users(redis, config.prefix),
    tokens: new Tokens(redis, config.prefix),
  };
  return {
    config,
    logger,
    service: new SchedulerService({
      redis: url,
      tls,
      prefix: config.prefix,
      redaction: new Redaction(config.redactedPaths),
    }),
    ...stores,
    calendarFeeds: new CalendarFeeds(redis, config.prefix),
    // With an admin token there is always a way in.
    accounts: new Accounts(stores, { keepsAdmin: config.adminToken === undefined }),
    attempts: new Attempts(redis, config.prefix),
    audit: new Audit(redis, config.prefix),
    alertWebhooks: new AlertWebhooks(redis, config.prefix),
    seenAlerts: new SeenAlerts(redis, config.prefix),
    outgoing: new AllowList(config.outgoingAllow),
    standings: new OidcStandings(redis, config.prefix),
    oidc:
      config.oidc &&
      new OidcSignIn(
        config.oidc,
        new OidcFlows(redis, config.prefix),
        new OidcProvider(config.oidc),
      ),
    redis,
  };
}
