import type { Attention } from "../api/system.ts";
import type { Logger } from "../logger.ts";
import { alertsIn, type SeenAlert } from "./alert.ts";
import { changesOf, wants } from "./changes.ts";
import { deliver, type Tried, type Way } from "./deliver.ts";
import { alertMessage, type FailedJobs, isNothing, type News } from "./message.ts";
import type { SeenAlerts } from "./seen-alerts.ts";
import { afterTry, mayBeTold, type Standing } from "./standing.ts";
import type { AlertWebhook, AlertWebhooks } from "./webhooks.ts";

/** What needs a person, and when it was looked. */
export interface Sight {
  nowMs: number;
  attention: Attention[];
}

/** A job that fails each second must not fill a chat. What begins or is over does not wait, and takes failures along. */
const FAILURES_ALONE_EVERY_MS = 60_000;

type FailedSince = (fromMs: number) => Promise<FailedJobs>;

export interface TellerOptions {
  webhooks: AlertWebhooks;
  seen: SeenAlerts;
  failedSince: FailedSince;
  installation: string | null;
  way: Way;
  logger: Logger;
}

interface Look {
  nowMs: number;
  alerts: SeenAlert[];
  failedSince: FailedSince;
}

/**
 * Tells each webhook how what it was told differs from what is so. Nothing is kept to be sent: who could not be reached is told later
 * what is so then. Several may do this at once: each webhook is told by who claims it.
 */
export class AlertTeller {
  readonly #options: TellerOptions;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  async tell({ nowMs, attention }: Sight): Promise<void> {
    const { seen, webhooks, failedSince } = this.#options;
    const alerts = await seen.note(alertsIn(attention), nowMs);
    if (alerts === null) return;
    const look = { nowMs, alerts, failedSince: once(failedSince) };
    const listening = (await webhooks.list()).filter(
      ({ isEnabled, standing }) => isEnabled && mayBeTold(standing, nowMs),
    );
    const outcomes = await Promise.allSettled(
      listening.map((webhook) => this.#tellOne(webhook, look)),
    );
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  async #tellOne(webhook: AlertWebhook, look: Look): Promise<void> {
    const { webhooks } = this.#options;
    const news = await newsFor(webhook, look);
    if (isNothing(news)) {
      if (webhook.standing.nextTryMs !== null) await webhooks.rest(webhook);
    } else if (!canWait(news, webhook.standing, look.nowMs)) {
      await this.#send(webhook, news, look.nowMs);
    }
  }

  async #send(webhook: AlertWebhook, news: News, nowMs: number): Promise<void> {
    const { webhooks, installation, way } = this.#options;
    const claimed = await webhooks.claim(webhook, nowMs);
    if (claimed === null) return;
    const tried = await deliver(
      claimed,
      {
        id: `msg_${claimed.id}_${claimed.revision}`,
        atMs: nowMs,
        body: JSON.stringify(alertMessage(news, { nowMs, installation })),
      },
      way,
    );
    // Nothing is known of a try that the end of this process has cut off: the claim runs out, and others try again.
    if (way.signal.aborted && !tried.isDelivered) return;
    await webhooks.settle(claimed, (standing) => afterTry(standing, tried, news, nowMs));
    this.#log(claimed, news, tried);
  }

  #log({ id }: AlertWebhook, { opened, resolved, failed }: News, tried: Tried): void {
    const { logger } = this.#options;
    const { isDelivered, status, error } = tried;
    const said = {
      webhook: id,
      opened: opened.length,
      resolved: resolved.length,
      failedJobs: failed?.count ?? 0,
    };
    if (isDelivered) logger.info(said, "an alert webhook was told");
    else
      logger.warn({ ...said, status, error }, "an alert webhook could not be told; trying again");
  }
}

async function newsFor(webhook: AlertWebhook, look: Look): Promise<News> {
  const { told, failedSinceMs } = webhook.standing;
  const changes = changesOf(webhook, told, look.alerts, look.nowMs);
  const failed = wants(webhook, "job-failed") ? await look.failedSince(failedSinceMs) : null;
  return { ...changes, failed };
}

const canWait = ({ opened, resolved }: News, { lastTry, failures }: Standing, nowMs: number) =>
  opened.length === 0 &&
  resolved.length === 0 &&
  failures === 0 &&
  lastTry !== null &&
  nowMs - lastTry.atMs < FAILURES_ALONE_EVERY_MS;

/** Those who were told last at the same time ask the same. */
function once(failedSince: FailedSince): FailedSince {
  const asked = new Map<number, Promise<FailedJobs>>();
  return (fromMs) => {
    const answer = asked.get(fromMs) ?? failedSince(fromMs);
    asked.set(fromMs, answer);
    return answer;
  };
}
