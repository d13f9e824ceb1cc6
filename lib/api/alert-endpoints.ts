import { z } from "zod";
import {
  AlertList,
  AlertWebhook,
  AlertWebhookCreated,
  AlertWebhookId,
  AlertWebhookList,
  AlertWebhookTested,
  ChangeAlertWebhook,
  CreateAlertWebhook,
} from "./alerts.ts";
import { del, type Endpoint, get, patch, post } from "./endpoint.ts";

const webhookParams = z.object({ id: AlertWebhookId });

/** What needs a person, and who is told of it. */
export const alertEndpoints = {
  listAlerts: get("/api/v1/alerts", "What needs a person now", AlertList),
  listAlertWebhooks: get(
    "/api/v1/alert-webhooks",
    "Addresses that are told of alerts, and how telling them goes",
    AlertWebhookList,
  ),
  createAlertWebhook: post(
    "/api/v1/alert-webhooks",
    "Have an address told of alerts; its secret is told once",
    AlertWebhookCreated,
    { permission: "alerts:change", body: CreateAlertWebhook, status: 201, isSecret: true },
  ),
  changeAlertWebhook: patch(
    "/api/v1/alert-webhooks/{id}",
    "Change an alert webhook; enabled again, it is told as a new one is",
    AlertWebhook,
    {
      permission: "alerts:change",
      params: webhookParams,
      body: ChangeAlertWebhook,
      // Its address may be one, and is not to be quoted when it is refused.
      isSecret: true,
    },
  ),
  removeAlertWebhook: del(
    "/api/v1/alert-webhooks/{id}",
    "Remove an alert webhook at once",
    AlertWebhook,
    { permission: "alerts:change", params: webhookParams },
  ),
  testAlertWebhook: post(
    "/api/v1/alert-webhooks/{id}/test",
    "Send a test to an alert webhook now",
    AlertWebhookTested,
    { permission: "alerts:change", params: webhookParams },
  ),
} as const satisfies Record<string, Endpoint>;
