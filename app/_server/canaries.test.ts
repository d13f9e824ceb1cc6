import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { api, type ApiName } from "@/lib/api/contract.ts";
import { NOW_MS, openAlerts, startReceiver } from "@/lib/testing/alerts.ts";
import { newestOf } from "@/lib/testing/auth.ts";
import { until } from "@/lib/testing/until.ts";
import { everythingIn } from "./testing/canaries.ts";
import { type Listening, openListening, type Sent } from "./testing/listening.ts";
import {
  beRefused,
  workOnAlerts,
  workOnJobs,
  workOnSchedules,
  workOnTheRest,
} from "./testing/planting.ts";
import { ADMIN, ADMIN_TOKEN } from "./testing/web.ts";

const API = resolve(import.meta.dirname, "..", "api");

/** Every read of the contract, with all that can be filled in. */
async function readAll(
  { ask, take, web }: Listening,
  ids: { jobs: string[]; schedules: string[]; batch: string; operation: string },
) {
  const [worker] = (await web.service.listWorkers()).items;
  const day = new Date().toISOString().slice(0, 10);
  const params = (name: string, all: string[]): Sent[] =>
    all.map((each) => ({ params: { [name]: each } }));
  const once: Sent[] = [{}];
  const reads: Partial<Record<ApiName, Sent[]>> = {
    listJobs: [{ query: { limit: 200 } }, { query: { q: "redacted" } }, { query: { q: "ana" } }],
    getJob: params("id", ids.jobs),
    getJobLogs: params("id", ids.jobs),
    getBatch: params("id", [ids.batch]),
    listOperations: once,
    previewOperation: [{ query: { action: "retry", q: "ana" } }],
    getOperation: params("id", [ids.operation]),
    listSchedules: [{}, { query: { which: "cancelled" } }],
    getSchedule: params("id", ids.schedules),
    listRevisions: params("id", ids.schedules),
    getLedger: params("id", ids.schedules),
    getForecast: [{ query: { from: day, to: day, by: "hour" } }],
    listCalendarFeeds: once,
    listQueues: once,
    getQueue: params("name", ["default"]),
    listWorkers: once,
    getWorker: params("id", [worker!.id]),
    listJobTypes: once,
    getJobType: params("name", ["tell"]),
    getStats: once,
    listAlerts: once,
    listAlertWebhooks: once,
    getSession: once,
    listUsers: once,
    getUser: params("name", ["bea"]),
    listAudit: [{ query: { limit: 200 } }, { query: { outcome: "refused" } }],
    listTokens: [{}, { query: { all: "true" } }],
    getHealth: once,
    getReadiness: once,
  };
  for (const [name, sent] of Object.entries(reads))
    for (const each of sent) await ask(name as ApiName, each);
  for (const format of ["csv", "ndjson"]) {
    await take("exportJobs", { format });
    await take("exportAudit", { format });
  }
}

/** Reads that are not in the contract: by their routes. */
async function readOthers({ said }: Listening, feedPath: string) {
  const known = new Set<string>(Object.values(api).map(({ path }) => path));
  const others = readdirSync(API, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => `/api/${file.slice(0, -"/route.ts".length)}`.replaceAll(/\[(\w+)\]/g, "{$1}"))
    .filter((path) => !known.has(path))
    .toSorted();
  // One that comes has to be read here, too.
  expect(others).toEqual([
    // These two answer nothing but the way to the provider and back.
    "/api/sign-in/oidc",
    "/api/sign-in/oidc/callback",
    "/api/v1/[...rest]",
    "/api/v1/calendar.ics",
    "/api/v1/events",
    "/api/v1/openapi.json",
  ]);
  for (const path of [feedPath, "/api/v1/openapi.json"]) {
    const url = new URL(path, "http://127.0.0.1:3000");
    const file = join(API, url.pathname.slice("/api/".length), "route.ts");
    const { GET } = (await import(/* @vite-ignore */ file)) as {
      GET: (request: Request) => Promise<Response>;
    };
    const headers = { host: url.host, authorization: `Bearer ${ADMIN_TOKEN}` };
    const response = await GET(new Request(url, { headers }));
    expect(response.status, path).toBe(200);
    said.set(url.pathname, await response.text());
  }
}

/** What webhooks are told of all that stands, and of all that has failed. */
async function tellAlerts({ web, said }: Listening) {
  const { redactedPaths } = web.config;
  const { add, tell, log } = await openAlerts({ prefix: web.prefix, redactedPaths });
  const { url, got } = await startReceiver();
  await add(url, null, 0);
  const { attention } = await web.service.getStats();
  const seconds = (Date.now() - NOW_MS) / 1_000;
  let looks = 0;
  await until("the webhook to be told", async () => {
    await tell(seconds + 20 * looks++, ...attention);
    return got.some(({ body }) => body.opened.length > 0);
  });
  expect(got.some(({ body }) => body.failedJobs !== null)).toBe(true);
  said.set("what alert webhooks are told", got.map(({ text }) => text).join("\n"));
  said.set("the log of alert webhooks", log.join(""));
}

it("no secret leaves the server, wherever it was put", { timeout: 120_000 }, async () => {
  const opened = await openListening();
  const { web, canaries, said, called, log, ask, stream, ended } = opened;
  const { batch } = await workOnJobs(opened);
  await workOnSchedules(opened);
  await until("the declared schedule", () =>
    web.service.listSchedules().then(({ items }) => items.some(({ id }) => id === "declared")),
  );
  await ended();
  const { operation, tokenId, feed } = await workOnTheRest(opened);
  const webhook = await workOnAlerts(opened);
  await beRefused(opened);
  const { items } = await web.service.listJobs({ limit: 200 });
  const jobs = items.map(({ id }) => id);
  await readAll(opened, { jobs, schedules: ["s", "declared"], batch, operation });
  await readOthers(opened, String(feed.path));
  await ask("revokeToken", { params: { id: tokenId } });
  await ask("revokeCalendarFeed", { params: { id: String(feed.id) } });
  await tellAlerts(opened);
  const tried = await web.alertWebhooks.find(webhook.id);
  expect(tried!.standing.lastTry!.error).toMatch(/not a public address|ECONNREFUSED/);
  await ask("listAlertWebhooks");
  expect(canaries.missingIn(await everythingIn(web.redis, web.prefix))).toEqual([]);
  await ask("removeAlertWebhook", { params: webhook });
  await ask("removeUser", { params: { name: "bea" } });
  await ask("signOut");

  // All was looked at, and there was something to see.
  const missed = Object.keys(api).filter((name) => !called.has(name as ApiName));
  expect(missed).toEqual([]);
  expect(stream()).toContain("event: hint");
  expect(log.join("")).toContain("redis://***@127.0.0.1:1");
  const audit = await newestOf(web.audit, 1_000);
  expect(audit.length).toBeGreaterThan(30);

  said.set("the audit log", JSON.stringify(audit));
  said.set("the logs", log.join(""));
  const leaks = [...said].flatMap(([where, text]) =>
    canaries.in(text).map((place) => `${where} tells ${place}`),
  );
  expect(leaks).toEqual([]);

  // Nor is there one that is found by what it is, and a part of it says no more.
  const foundBy = async (name: ApiName, query: { q: string; action?: string }) => {
    const { body } = await web.call(name, ADMIN, { query });
    return { ...body, now: null };
  };
  const other = "cn0123456789abcdef01";
  const page = await foundBy("listJobs", { q: other });
  expect(page).toMatchObject({ items: [] });
  for (const q of canaries.kept) expect(await foundBy("listJobs", { q })).toEqual(page);
  for (const canary of canaries.kept.slice(0, 30)) {
    const q = canary.slice(0, 12);
    expect(await foundBy("listJobs", { q })).toEqual(page);
    const preview = await foundBy("previewOperation", { action: "delete", q });
    expect(preview).toMatchObject({ count: 0 });
  }
});
