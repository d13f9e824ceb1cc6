import { z } from "zod";
import type { ApiName } from "@/lib/api/contract.ts";
import { defineJob } from "@/lib/jobs/define-job.ts";
import { Registry } from "@/lib/queue/registry.ts";
import type { Sent, Web } from "./web.ts";

export const QUEUE = "mail";
export const JOB_TYPE = "mail.send";

const job = { job: JOB_TYPE, args: {}, delayMs: 3_600_000 };
const schedule = { job: JOB_TYPE, args: {}, every: 3_600_000 };
const past = { from: "2026-01-01T00:00:00Z", to: "2026-01-01T01:00:00Z" };

/** One of everything there is, in the queue mail, and what would be asked of each endpoint about it. */
export async function plant(web: Web) {
  const { type } = defineJob({ name: JOB_TYPE, queue: QUEUE, args: z.object({}), run: () => null });
  await new Registry(web.redis, web.prefix).publishJobTypes([type]);
  const ids = await idsOf(web);
  return { ...ids, samples: samplesOf(ids) };
}

async function idsOf({ service, users, tokens, calendarFeeds, alertWebhooks }: Web) {
  const nowMs = Date.now();
  await users.add({ name: "spare", role: "viewer", queues: "*", password: null }, "test", nowMs);
  const waiting = await service.scheduleJob(job);
  const hourly = await service.createSchedule({ id: "hourly", ...schedule });
  const batch = await service.scheduleBatch({ jobs: [job] });
  const operation = await service.startOperation(
    { action: "retry", filter: { queue: QUEUE } },
    { by: "test" },
  );
  const token = await tokens.make(
    {
      name: "spare",
      owner: "spare",
      subject: "user:spare",
      role: "viewer",
      queues: "*",
      scopes: null,
      expiresMs: nowMs + 86_400_000,
    },
    nowMs,
  );
  const feed = await calendarFeeds.create(
    { name: "all", queue: null, schedule: null, timeZone: "UTC", by: "test" },
    nowMs,
  );
  if (feed === "full") throw new Error("There are too many calendar feeds.");
  const webhook = await alertWebhooks.register(
    // It is refused when it is connected to.
    { name: "chat", url: "http://localhost:9/hook", kinds: null, createdBy: "test" },
    nowMs,
  );
  if (webhook === "full") throw new Error("There are too many alert webhooks.");
  return {
    job: waiting.id,
    schedule: hourly.id,
    batch: batch.batch.id,
    operation: operation.id,
    token: token.token.id,
    feed: feed.feed.id,
    feedToken: feed.token,
    webhook: webhook.id,
  };
}

type Ids = Awaited<ReturnType<typeof idsOf>>;

/** For each endpoint a request about what is there; a wrong secret where one is asked for. */
function samplesOf(ids: Ids): Record<ApiName, Sent> {
  const ofJob = { params: { id: ids.job } };
  const ofSchedule = { params: { id: ids.schedule } };
  const ofQueue = { params: { name: QUEUE } };
  const ofUser = { params: { name: "spare" } };
  const ofOperation = { params: { id: ids.operation } };
  const ofWebhook = { params: { id: ids.webhook } };
  const none: Sent = {};
  return {
    listJobs: { query: { queue: QUEUE, q: "mail" } },
    createJob: { body: job },
    getJob: ofJob,
    deleteJob: ofJob,
    cancelJob: ofJob,
    retryJob: ofJob,
    runJobNow: ofJob,
    rescheduleJob: { ...ofJob, body: { delayMs: 1_000 } },
    reprioritiseJob: { ...ofJob, body: { priority: 3 } },
    getJobLogs: ofJob,
    createBatch: { body: { jobs: [job] } },
    getBatch: { params: { id: ids.batch } },
    createFlow: { body: { jobs: { first: job, second: { ...job, after: ["first"] } } } },
    listOperations: none,
    startOperation: { body: { action: "cancel", filter: { queue: QUEUE, tag: "none" } } },
    previewOperation: { query: { action: "cancel", queue: QUEUE } },
    getOperation: ofOperation,
    abortOperation: ofOperation,
    listSchedules: none,
    createSchedule: { body: schedule },
    previewSchedule: { body: { cron: "0 9 * * *" } },
    getSchedule: ofSchedule,
    putSchedule: { ...ofSchedule, body: schedule },
    patchSchedule: { ...ofSchedule, body: { jitterMs: 5 } },
    cancelSchedule: { ...ofSchedule, body: {} },
    restoreSchedule: { ...ofSchedule, body: { revision: 1 } },
    pauseSchedule: { ...ofSchedule, body: {} },
    resumeSchedule: { ...ofSchedule, body: {} },
    triggerSchedule: ofSchedule,
    skipNext: { ...ofSchedule, body: {} },
    unskip: { ...ofSchedule, body: { plannedAt: "2030-01-01T00:00:00Z" } },
    backfillSchedule: { ...ofSchedule, body: past },
    listRevisions: ofSchedule,
    getLedger: ofSchedule,
    getForecast: { query: { from: "2026-11-26", to: "2026-11-27" } },
    listCalendarFeeds: none,
    createCalendarFeed: { body: { name: "mine" } },
    revokeCalendarFeed: { params: { id: ids.feed } },
    listQueues: none,
    getQueue: ofQueue,
    pauseQueue: { ...ofQueue, body: {} },
    resumeQueue: ofQueue,
    limitQueue: { ...ofQueue, body: { concurrency: 5, rate: null } },
    listWorkers: none,
    getWorker: { params: { id: "no-such-worker" } },
    listJobTypes: none,
    getJobType: { params: { name: JOB_TYPE } },
    getStats: none,
    listAlerts: none,
    listAlertWebhooks: none,
    createAlertWebhook: { body: { name: "chat", url: "https://hooks.example.org/services/x" } },
    changeAlertWebhook: { ...ofWebhook, body: { kinds: ["no-executor"] } },
    removeAlertWebhook: ofWebhook,
    testAlertWebhook: ofWebhook,
    signIn: { body: { token: "not the right one" } },
    signOut: none,
    getSession: none,
    signOutEverywhere: none,
    changePassword: { body: { present: "not the right one", password: "four words in a row" } },
    listUsers: none,
    createUser: { body: { name: "another", role: "viewer", password: "four words in a row" } },
    getUser: ofUser,
    changeUser: { ...ofUser, body: { queues: ["mail"] } },
    removeUser: ofUser,
    signOutUser: ofUser,
    listAudit: { query: { outcome: "done" } },
    exportAudit: { query: { format: "csv" } },
    exportJobs: { query: { format: "ndjson", queue: QUEUE } },
    listTokens: none,
    createToken: { body: { name: "mine" } },
    revokeToken: { params: { id: ids.token } },
    getHealth: none,
    getReadiness: none,
  };
}
