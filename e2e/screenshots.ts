// `npm run screenshots`: the pictures of the documentation, of the product as it is.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import type { AlertKind } from "../lib/api/alerts.ts";
import { createClient } from "../lib/api/client.ts";
import { ensureBuild } from "../lib/process/bootstrap/build.mjs";
import { signIn } from "./support/accounts.ts";
import { findBrowser } from "./support/browser.ts";
import { startProduct } from "./support/product.ts";
import { openReceiver } from "./support/receiver.ts";

const ROOT = resolve(import.meta.dirname, "..");
const OUT = join(ROOT, "docs", "images");

await ensureBuild(ROOT);
const [channel, pager] = [await openReceiver(), await openReceiver()];
const product = await startProduct({
  CARILLON_JOBS: join(ROOT, "e2e", "shop"),
  CARILLON_OUTGOING_ALLOW: "127.0.0.1",
});
const browser = await chromium.launch(await findBrowser(join(ROOT, ".cache", "chromium-147.0.0")));
try {
  const failed = await fill();
  mkdirSync(OUT, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      colorScheme: theme,
      timezoneId: "Europe/Berlin",
    });
    await page.goto(`${product.url}/sign-in#token=${product.token}`);
    await page.waitForURL(`${product.url}/`);
    const shots = {
      overview: "/",
      jobs: "/jobs",
      job: `/jobs/${failed}`,
      schedule: "/schedules/cache-warm",
      form: "/jobs/new?type=email.send&mode=periodic",
      alerts: "/alerts",
      audit: "/audit",
    };
    for (const [name, path] of Object.entries(shots)) {
      await page.goto(`${product.url}${path}`);
      await page.getByRole("button", { name: /^Live/ }).waitFor();
      await page.mouse.move(0, 0);
      await page.evaluate(hidePaths, ROOT);
      await page.screenshot({ path: join(OUT, `${name}-${theme}.png`) });
    }
    await page.close();
  }
} finally {
  await browser.close();
  await product.stop();
  await Promise.all([channel.close(), pager.close()]);
}

/** Runs in the page: where the pictures were made is nobody's business, and stack traces tell. */
function hidePaths(root: string): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.nodeValue?.includes(root))
      text.nodeValue = text.nodeValue.replaceAll(root, "/srv/shop");
  }
}

/** A small shop on a busy morning. Answers a job that has failed. */
async function fill(): Promise<string> {
  const { call } = createClient({ baseUrl: product.url, token: product.token });
  const published = async () => (await call("listJobTypes")).items.map(({ name }) => name);
  while (!(await published()).includes("cache.warm"))
    await new Promise((wait) => setTimeout(wait, 250));
  const schedule = (id: string, body: object) =>
    call("createSchedule", { body: { id, ...body } as never });
  await schedule("cache-warm", { job: "cache.warm", args: ["eu", 250], every: 2_000 });
  await schedule("invoice-run", {
    job: "email.send",
    args: { to: "books@shop.example", subject: "Invoices" },
    cron: "45 9 * * 1-5",
    timeZone: "Europe/Berlin",
  });
  await schedule("db-backup", {
    job: "http.request",
    args: { url: "https://backup.shop.example/run" },
    cron: "30 2 * * *",
    timeZone: "Europe/Berlin",
  });
  await schedule("digest", {
    job: "email.send",
    args: { to: "team@shop.example", subject: "Digest" },
    cron: "0 8 * * MON",
    timeZone: "America/New_York",
  });
  for (let number = 1; number <= 400; number++)
    await call("createJob", {
      body: {
        job: "email.send",
        args: { to: `customer-${number}@shop.example`, subject: `Invoice ${7_000 + number}` },
      },
    });
  for (const [month, rows] of [
    ["2026-10", 900],
    ["2026-09", 400],
  ] as const)
    await call("createJob", {
      body: { job: "report.build", args: { month, format: "pdf", rows } },
    });
  const { id } = await call("createJob", {
    body: {
      job: "email.send",
      args: { to: "ana@old-customer.invalid", subject: "Invoice 7741" },
      attempts: 2,
      backoff: { kind: "fixed", delayMs: 500, jitter: 0 },
    },
  });
  for (const hours of [1, 2, 3, 5, 8, 13])
    await call("createJob", {
      body: {
        job: "email.send",
        args: { to: "ana@shop.example", subject: "Reminder" },
        delayMs: hours * 3_600_000,
      },
    });
  await beAudited();
  await beAlerted();
  const look = () => call("getJob", { params: { id } });
  while ((await look()).state !== "failed") await new Promise((wait) => setTimeout(wait, 250));
  // The overview is a snapshot of the last second, and reports have something to show.
  await new Promise((wait) => setTimeout(wait, 8_000));
  return id;
}

/** A queue that stands still, somebody who is told of it, and somebody who does not answer. */
async function beAlerted(): Promise<void> {
  const { call } = createClient({ baseUrl: product.url, token: product.token });
  pager.status = 503;
  const tell = (name: string, url: string, kinds: AlertKind[] | null) =>
    call("createAlertWebhook", { body: { name, url, kinds } });
  await tell("on-call channel", channel.url, null);
  await tell("pager", pager.url, ["no-executor", "no-scheduler", "queue-paused", "job-failed"]);
  const isTold = async () =>
    (await call("listAlertWebhooks")).items.every(({ delivery }) => delivery.state !== "waiting");
  while (!(await isTold())) await new Promise((wait) => setTimeout(wait, 250));
}

/** Two people at work, one of whom may not do all that she tries. */
async function beAudited(): Promise<void> {
  const { call } = createClient({ baseUrl: product.url, token: product.token });
  const password = "four words in a row";
  await call("createUser", { body: { name: "ana", role: "operator", queues: ["mail"], password } });
  await call("createUser", { body: { name: "ben", role: "admin", password } });
  const clientOf = async (name: string) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${product.url}/sign-in`);
    await signIn(page, name, password);
    await page.waitForURL(`${product.url}/`);
    return context;
  };
  const ask = async (
    name: string,
    paths: [method: "post" | "delete", path: string, data?: object][],
  ) => {
    const context = await clientOf(name);
    for (const [method, path, data = {}] of paths)
      await context.request[method](`${product.url}/api/v1/${path}`, {
        headers: { "sec-fetch-site": "same-origin" },
        data,
      });
    await context.close();
  };
  await ask("ana", [["post", "schedules/db-backup/pause"]]);
  await ask("ben", [
    ["post", "queues/default/pause"],
    ["delete", "queues/default/pause"],
    ["post", "schedules/digest/skip-next"],
    ["post", "queues/reports/pause", { reason: "its disk is being changed" }],
  ]);
}
