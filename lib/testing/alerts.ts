import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Way } from "../alerts/deliver.ts";
import { SeenAlerts } from "../alerts/seen-alerts.ts";
import { AlertTeller } from "../alerts/teller.ts";
import { AlertWebhooks } from "../alerts/webhooks.ts";
import { AlertMessage } from "../api/alert-message.ts";
import type { Attention } from "../api/system.ts";
import { Redaction } from "../jobs/redaction.ts";
import { createLogger } from "../logger.ts";
import { AllowList } from "../outgoing/allow-list.ts";
import { alertSourceOf } from "../scheduler/alerting.ts";
import { Store } from "../scheduler/store.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "./redis.ts";

interface Received {
  method: string;
  url: string;
  headers: Record<string, string>;
  text: string;
  body: AlertMessage;
}

interface Answering {
  status?: number;
  headers?: Record<string, string>;
  /** Runs before it answers; one that never resolves leaves the sender waiting. */
  before?: () => Promise<void>;
}

/** A server that is told of alerts, and writes down what it gets. */
export async function startReceiver(answering: Answering = {}) {
  const got: Received[] = [];
  const receiver = { got, answering, url: "", origin: "" };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      const text = Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string>;
      got.push({ method, url, headers, text, body: AlertMessage.parse(JSON.parse(text)) });
      const { status = 200, headers: sent = {}, before } = receiver.answering;
      void Promise.resolve(before?.()).then(() => response.writeHead(status, sent).end("a secret"));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  receiver.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  receiver.url = `${receiver.origin}/services/T000/hidden-path?key=hidden-query`;
  return receiver;
}

export const NOW_MS = Date.parse("2026-11-24T10:00:00Z");

export const attention = (part: Partial<Attention> = {}): Attention => ({
  kind: "no-executor",
  subject: "mail",
  message: "Queue mail has no live executor. 3 jobs wait.",
  detail: "Start one: npm run executor.",
  href: "/queues/mail",
  ...part,
});

/** Alerts and webhooks on a prefix of their own, and what tells of them, as schedulers do. */
export async function openAlerts({
  allow = "127.0.0.1",
  prefix = uniquePrefix(),
  redactedPaths = [] as string[],
} = {}) {
  const web = await openRedis(testRedisUrl("web"));
  const webhooks = new AlertWebhooks(web, prefix);
  const log: string[] = [];
  const logger = createLogger("trace", {}, { write: (line) => void log.push(line) });
  const end = new AbortController();
  const way: Way = { allowed: new AllowList(allow), signal: end.signal };
  const newTeller = async () => {
    const redis = await openRedis(testRedisUrl("scheduler"));
    const source = alertSourceOf(new Store(redis, prefix, new Redaction(redactedPaths)));
    return new AlertTeller({
      webhooks: new AlertWebhooks(redis, prefix),
      seen: new SeenAlerts(redis, prefix),
      failedSince: source.failedSince,
      installation: "https://jobs.example.org",
      way,
      logger,
    });
  };
  const teller = await newTeller();
  return {
    /** Not the one of the product: a test may look at everything. */
    redis: await openRedis(),
    prefix,
    webhooks,
    seen: new SeenAlerts(web, prefix),
    log,
    end,
    newTeller,
    /** A look, so many seconds after the first. */
    tell: (seconds: number, ...all: Attention[]) =>
      teller.tell({ nowMs: NOW_MS + seconds * 1_000, attention: all }),
    async add(url: string, kinds: string[] | null = null, nowMs = NOW_MS) {
      const asked = { name: "chat", url, kinds, createdBy: "ada" };
      const made = await webhooks.register(asked, nowMs);
      if (made === "full") throw new Error("There are too many alert webhooks.");
      return made;
    },
    standingOf: async (id: string) => (await webhooks.find(id))!.standing,
  };
}
