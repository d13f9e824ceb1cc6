import { deliver } from "@/lib/alerts/deliver.ts";
import { alertsIn } from "@/lib/alerts/alert.ts";
import { testMessage } from "@/lib/alerts/message.ts";
import { presentStanding } from "@/lib/alerts/standing.ts";
import type * as stored from "@/lib/alerts/webhooks.ts";
import {
  AlertKind,
  type AlertList,
  type AlertWebhook,
  type AlertWebhookCreated,
  type AlertWebhookList,
  type AlertWebhookTested,
  type ChangeAlertWebhook,
  type CreateAlertWebhook,
} from "@/lib/api/alerts.ts";
import { conflict, invalidField, notFound } from "@/lib/errors.ts";
import { checkLiteral, RefusedAddressError } from "@/lib/outgoing/guarded-lookup.ts";
import { timeOfRedis } from "@/lib/redis/clock.ts";
import type { Backend } from "./backend.ts";

const iso = (ms: number) => new Date(ms).toISOString();

/** What needs a person now, with since when where a look has found it. */
export async function alertsAnswer({ service, seenAlerts }: Backend): Promise<AlertList> {
  const { attention, now } = await service.getStats();
  const alerts = alertsIn(attention);
  const since = await seenAlerts.sinceOf(alerts);
  const items = alerts.map((alert, index) => {
    const sinceMs = since[index] ?? null;
    return { ...alert, since: sinceMs === null ? null : iso(sinceMs) };
  });
  return { items, now };
}

export async function webhooksAnswer({ alertWebhooks, redis }: Backend): Promise<AlertWebhookList> {
  const [all, nowMs] = await Promise.all([alertWebhooks.list(), timeOfRedis(redis)]);
  return { items: all.map(webhookAnswer), now: iso(nowMs) };
}

/** Of the address only its origin: the rest may be all that a sender has to show. */
export function webhookAnswer(webhook: stored.AlertWebhook): AlertWebhook {
  const { id, name, url, kinds, isEnabled, createdMs, createdBy, standing } = webhook;
  return {
    id,
    name,
    origin: new URL(url).origin,
    kinds: kinds && kinds.flatMap((kind) => AlertKind.safeParse(kind).data ?? []),
    isEnabled,
    createdAt: iso(createdMs),
    createdBy,
    delivery: presentStanding(standing),
  };
}

/** @throws CarillonError invalid_fields for an address that is not to be reached; conflict when there are too many */
export async function makeWebhook(
  { name, url, kinds }: CreateAlertWebhook,
  by: string,
  backend: Backend,
): Promise<AlertWebhookCreated> {
  checkAddress(url, backend);
  const asked = { name, url, kinds: kinds && distinct(kinds), createdBy: by };
  const made = await backend.alertWebhooks.register(asked, await timeOfRedis(backend.redis));
  if (made === "full")
    throw conflict("There are twenty alert webhooks. Remove one that nobody needs.");
  return { webhook: webhookAnswer(made), secret: made.secret };
}

/** @throws CarillonError not_found, or invalid_fields for an address that is not to be reached */
export async function changeWebhook(
  id: string,
  { kinds, ...change }: ChangeAlertWebhook,
  backend: Backend,
): Promise<AlertWebhook> {
  if (change.url !== undefined) checkAddress(change.url, backend);
  const asked = { ...change, ...(kinds !== undefined && { kinds: kinds && distinct(kinds) }) };
  const nowMs = await timeOfRedis(backend.redis);
  const changed = await backend.alertWebhooks.change(id, asked, nowMs);
  if (!changed) throw unknownWebhook(id);
  return webhookAnswer(changed);
}

/** Sends a test, and changes nothing. @throws CarillonError not_found */
export async function testWebhook(
  id: string,
  { signal }: Request,
  { alertWebhooks, redis, config, outgoing: allowed }: Backend,
): Promise<AlertWebhookTested> {
  const webhook = await alertWebhooks.find(id);
  if (!webhook) throw unknownWebhook(id);
  const nowMs = await timeOfRedis(redis);
  const body = JSON.stringify(testMessage({ nowMs, installation: config.installation }));
  const message = { id: `msg_${id}_test_${nowMs}`, atMs: nowMs, body };
  return deliver(webhook, message, { allowed, signal });
}

export const unknownWebhook = (id: string) => notFound("alert webhook", id);

const distinct = (kinds: AlertKind[]) => [...new Set(kinds)];

/** A name is judged when it is connected to: today's address of it says little. */
function checkAddress(url: string, { outgoing }: Backend): void {
  try {
    checkLiteral(new URL(url).hostname, outgoing);
  } catch (error) {
    if (error instanceof RefusedAddressError) throw invalidField("url", error.message);
    throw error;
  }
}
