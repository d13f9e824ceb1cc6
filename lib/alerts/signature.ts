import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

export const newWebhookSecret = () => PREFIX + randomBytes(32).toString("base64");

export interface Signed {
  id: string;
  atMs: number;
  body: string;
}

/** The headers of Standard Webhooks (standardwebhooks.com), by which a receiver knows who sends, and when. */
export function signedHeaders(secret: string, { id, atMs, body }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
