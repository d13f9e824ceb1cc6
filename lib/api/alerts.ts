import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { Attention, AttentionKind } from "./system.ts";

export const MOST_ALERT_WEBHOOKS = 20;
const MOST_ADDRESS_CHARS = 2_000;

/** Of failures each is told, and not that there were some in a day. */
const OpenAlertKind = AttentionKind.exclude(["jobs-failed"]);

/** What an address can be told of. */
export const AlertKind = z.enum([...OpenAlertKind.options, "job-failed"]).meta({ id: "AlertKind" });
export type AlertKind = z.infer<typeof AlertKind>;

export const OpenAlert = Attention.extend({
  kind: OpenAlertKind,
  /** When it was first seen; null when it is newer than the last look for alerts. */
  since: Instant.nullable(),
}).meta({ id: "OpenAlert" });
export type OpenAlert = z.infer<typeof OpenAlert>;

export const AlertList = z
  .object({ items: z.array(OpenAlert), now: Instant })
  .meta({ id: "AlertList" });
export type AlertList = z.infer<typeof AlertList>;

export const AlertWebhookId = z
  .string()
  .regex(/^[0-9a-f]{16}$/, "an alert webhook's id has 16 hex digits");

/** How telling an address goes. */
export const AlertDelivery = z.object({
  /** `waiting`: nothing was sent yet. */
  state: z.enum(["waiting", "delivered", "failing"]),
  /** The last try. */
  at: Instant.nullable(),
  /** What was answered; null when there was no answer. */
  status: z.int().nullable(),
  error: z.string().nullable(),
  /** Tries in a row that failed. */
  failures: z.int(),
  /** Null unless there is something to try again. */
  nextTryAt: Instant.nullable(),
});
export type AlertDelivery = z.infer<typeof AlertDelivery>;

const AlertKinds = z
  .array(AlertKind)
  .min(1)
  .max(AlertKind.options.length)
  .nullable()
  .meta({ description: "What it is told of; null for all there is." });

export const AlertWebhook = z
  .object({
    id: AlertWebhookId,
    name: z.string(),
    /** `https://hooks.example.org`: the rest of the address may be a secret, and is never told. */
    origin: z.string(),
    kinds: AlertKinds,
    isEnabled: z.boolean(),
    createdAt: Instant,
    createdBy: z.string(),
    delivery: AlertDelivery,
  })
  .meta({ id: "AlertWebhook" });
export type AlertWebhook = z.infer<typeof AlertWebhook>;

export const AlertWebhookList = z
  .object({ items: z.array(AlertWebhook), now: Instant })
  .meta({ id: "AlertWebhookList" });
export type AlertWebhookList = z.infer<typeof AlertWebhookList>;

const WebhookName = z.string().trim().min(1).max(100).meta({ description: "What it is called." });

const NO_ADDRESS = { error: "must be a URL of https:// or http://", abort: true };

const WebhookAddress = z
  .string()
  .trim()
  .max(MOST_ADDRESS_CHARS)
  .regex(/^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/]\S*$/, NO_ADDRESS)
  .refine((url) => URL.canParse(url), NO_ADDRESS)
  .refine((url) => new URL(url).username + new URL(url).password === "", {
    error: "must not name a user or a password",
  })
  .refine((url) => !url.includes("#"), "must not have a part behind #")
  .meta({
    description:
      "Where to send: a public address, unless others are allowed. It is not told again.",
  });

export const CreateAlertWebhook = z
  .strictObject({
    name: WebhookName,
    url: WebhookAddress,
    kinds: AlertKinds.default(null),
  })
  .meta({ id: "CreateAlertWebhook" });
export type CreateAlertWebhook = z.infer<typeof CreateAlertWebhook>;

export const ChangeAlertWebhook = z
  .strictObject({
    name: WebhookName.optional(),
    url: WebhookAddress.optional(),
    kinds: AlertKinds.optional(),
    isEnabled: z.boolean().optional().meta({
      description: "Disabled, it is told nothing, and forgets what it was told.",
    }),
  })
  .refine((change) => Object.keys(change).length > 0, "names nothing that is to change")
  .meta({ id: "ChangeAlertWebhook" });
export type ChangeAlertWebhook = z.infer<typeof ChangeAlertWebhook>;

export const AlertWebhookCreated = z
  .object({
    webhook: AlertWebhook,
    /** What deliveries are signed with. It is told this once. */
    secret: z.string(),
  })
  .meta({ id: "AlertWebhookCreated" });
export type AlertWebhookCreated = z.infer<typeof AlertWebhookCreated>;

export const AlertWebhookTested = z
  .object({
    /** It answered 200 to 299. */
    isDelivered: z.boolean(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    tookMs: z.int(),
  })
  .meta({ id: "AlertWebhookTested" });
export type AlertWebhookTested = z.infer<typeof AlertWebhookTested>;
