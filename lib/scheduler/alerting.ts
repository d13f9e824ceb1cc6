import { type AlertSource, AlertWatch } from "../alerts/alert-watch.ts";
import type { FailedJobs } from "../alerts/message.ts";
import type { Redaction } from "../jobs/redaction.ts";
import type { Logger } from "../logger.ts";
import { AllowList } from "../outgoing/allow-list.ts";
import { timeOfRedis } from "../redis/clock.ts";
import { connectRedis, type RedisTls } from "../redis/connection.ts";
import { attentionOf } from "./attention.ts";
import { iso } from "./present.ts";
import { listJobs } from "./read-jobs.ts";
import { scheduleStandings } from "./schedules/read.ts";
import { readSituation } from "./situation.ts";
import { Store } from "./store.ts";

/** So many of the jobs that have failed are told one by one. */
const MOST_TOLD = 20;

/** How what is sent to alert webhooks goes out. */
export interface AlertingOptions {
  /** Where it may go besides public addresses: `billing.internal, 10.20.0.0/16`. */
  outgoingAllow?: string;
  /** Where people reach the dashboard, `https://jobs.example.org`: links begin with it. */
  installation?: string | null;
}

interface Opened extends AlertingOptions {
  url: string;
  tls: RedisTls | undefined;
  prefix: string;
  /** What those are not shown who are told. */
  redaction: Redaction;
  logger: Logger;
}

/** A watch for alerts with a connection of its own, so that what is due does not queue behind it. */
export function openAlerting({
  url,
  tls,
  prefix,
  redaction,
  logger,
  outgoingAllow,
  installation = null,
}: Opened): AlertWatch {
  const redis = connectRedis({ url, tls, role: "worker", name: "carillon-alerts" });
  return new AlertWatch({
    redis,
    prefix,
    source: alertSourceOf(new Store(redis, prefix, redaction)),
    allowed: new AllowList(outgoingAllow),
    installation,
    logger,
  });
}

export const alertSourceOf = (store: Store): AlertSource => ({
  async look() {
    const situation = await readSituation(store, scheduleStandings);
    return { nowMs: situation.nowMs, attention: attentionOf(situation) };
  },
  failedSince: (fromMs) => failedSince(store, fromMs),
});

/** By Redis' own clock: all that fails after it has told the time fails at that time or later, so none is told twice or never. */
async function failedSince(store: Store, fromMs: number): Promise<FailedJobs> {
  const untilMs = Math.max(await timeOfRedis(store.redis), fromMs);
  const queues = await store.registry.queues();
  const count = await store.pages(queues, "failed", { fromMs, toMs: untilMs }).count();
  if (count === 0) return { untilMs, count, jobs: [] };
  const { items } = await listJobs(store, {
    state: "failed",
    from: iso(fromMs),
    to: iso(untilMs),
    limit: MOST_TOLD,
  });
  const jobs = items.map(({ id, queue, type, errorMessage }) => ({
    id,
    queue,
    type,
    error: errorMessage,
    href: `/jobs/${encodeURIComponent(id)}`,
  }));
  return { untilMs, count, jobs };
}
