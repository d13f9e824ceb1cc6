import type { Redis } from "ioredis";
import type { Forecast } from "../api/forecast.ts";
import type { ListJobs } from "../api/jobs.ts";
import type { PreviewOperation } from "../api/operations.ts";
import type { PreviewSchedule } from "../api/schedule-definition.ts";
import type { ListSchedules } from "../api/schedules.ts";
import type { Readiness, Stats } from "../api/system.ts";
import type { Hint } from "../jobs/hint.ts";
import type { Redaction } from "../jobs/redaction.ts";
import { createLogger, type Logger } from "../logger.ts";
import { hintOf } from "../queue/event-hint.ts";
import { connectRedis, type RedisTls } from "../redis/connection.ts";
import { readBatchById } from "./batches.ts";
import { addressOf, readJob } from "./read-job.ts";
import { type CalendarOptions, readCalendar } from "./calendar/calendar.ts";
import type { SchedulerApi } from "./contract.ts";
import { readForecast } from "./forecast/forecast.ts";
import type { ResultOptions } from "./handles.ts";
import { type Hooks, openHooks } from "./hooks.ts";
import { listOperations, previewOperation, readOperation } from "./operations.ts";
import { listQueues, readQueue } from "./read-queues.ts";
import { listJobs, readLogs } from "./read-jobs.ts";
import { readLedger } from "./schedules/ledger.ts";
import { previewSchedule } from "./schedules/preview.ts";
import { listSchedules, readSchedule } from "./schedules/read.ts";
import { listRevisions } from "./schedules/revisions.ts";
import { SharedAnswers } from "./shared-answers.ts";
import { readStats } from "./stats.ts";
import { Store } from "./store.ts";
import { liveWorkers, listJobTypes, listWorkers, readJobType, readWorker } from "./workers.ts";

const DEFAULT_URL = "redis://127.0.0.1:6379";
/** All who ask for the overview within so long get the same answer: many open tabs cost Redis no more than one. */
const STATS_KEPT_MS = 500;
/** A forecast of a thousand schedules is a tenth of a second of work, and changes little from one second to the next. */
const FORECAST_KEPT_MS = 1_000;
/** Calendar programs ask once an hour or less, and all of an office at the full one. */
const CALENDAR_KEPT_MS = 10_000;

export interface SchedulerServiceOptions {
  /** The URL of Redis; redis://127.0.0.1:6379 when left out. */
  redis?: string;
  /** What a `rediss://` URL is verified by. */
  tls?: RedisTls;
  /** Sets programs on one Redis apart; "carillon" when left out. */
  prefix?: string;
  /** Told of listeners that failed, and of the loss of the connection that brings events. Warnings go to standard output when left out. */
  logger?: Logger;
  /** Hides secrets from whoever reads through this service, as an HTTP server must. A program of yours reads everything when it is left out. */
  redaction?: Redaction;
}

/** A service's connection, and the verbs that look and change nothing. */
export class ServiceReads {
  protected readonly store: Store;
  protected readonly hooks: Hooks;
  readonly #redis: Redis;
  readonly #stats = new SharedAnswers<Stats>(STATS_KEPT_MS);
  readonly #forecasts = new SharedAnswers<Forecast>(FORECAST_KEPT_MS);
  readonly #calendars = new SharedAnswers<string>(CALENDAR_KEPT_MS);

  constructor({
    redis = DEFAULT_URL,
    tls,
    prefix = "carillon",
    logger = createLogger("warn", {}),
    redaction,
  }: SchedulerServiceOptions = {}) {
    this.#redis = connectRedis({ url: redis, tls, role: "client", name: "carillon-client" });
    this.store = new Store(this.#redis, prefix, redaction ?? null);
    this.hooks = openHooks({
      url: redis,
      tls,
      store: this.store,
      logger,
      read: (id) => this.getJob(id),
    });
  }

  async getBatch(id: string) {
    return readBatchById(await this.ready(), id);
  }

  async getJob(id: string) {
    return readJob(await this.ready(), addressOf(id));
  }

  async getJobLogs(id: string) {
    return readLogs(await this.ready(), id);
  }

  async listJobs(query: Partial<ListJobs>) {
    return listJobs(await this.ready(), query);
  }

  async previewOperation(operation: PreviewOperation) {
    return previewOperation(await this.ready(), operation);
  }

  async getOperation(id: string) {
    return readOperation(await this.ready(), id);
  }

  async listOperations() {
    return listOperations(await this.ready());
  }

  async previewSchedule(input: PreviewSchedule) {
    return previewSchedule(await this.ready(), input);
  }

  async getSchedule(id: string) {
    return readSchedule(await this.ready(), id);
  }

  async listSchedules({ which }: Partial<ListSchedules> = {}) {
    return listSchedules(await this.ready(), which);
  }

  async listRevisions(id: string) {
    return listRevisions(await this.ready(), id);
  }

  async getLedger(id: string) {
    return readLedger(await this.ready(), id);
  }

  async getQueue(name: string) {
    return readQueue(await this.ready(), name);
  }

  async listQueues() {
    return listQueues(await this.ready());
  }

  async getWorker(id: string) {
    return readWorker(await this.ready(), id);
  }

  async listWorkers() {
    return listWorkers(await this.ready());
  }

  async getJobType(name: string) {
    return readJobType(await this.ready(), name);
  }

  async listJobTypes() {
    return listJobTypes(await this.ready());
  }

  async getForecast(...[query]: Parameters<SchedulerApi["getForecast"]>) {
    return this.#forecasts.get(JSON.stringify(query), async () =>
      readForecast(await this.ready(), query),
    );
  }

  async getCalendar(calendar: CalendarOptions) {
    return this.#calendars.get(JSON.stringify(calendar), async () =>
      readCalendar(await this.ready(), calendar),
    );
  }

  async getStats() {
    return this.#stats.get("", async () => readStats(await this.ready()));
  }

  async getReadiness(): Promise<Readiness> {
    try {
      const workers = await liveWorkers(await this.ready());
      const scheduler = workers.some(({ kind }) => kind === "scheduler") ? "alive" : "none";
      return { status: scheduler === "alive" ? "ready" : "not-ready", redis: "ok", scheduler };
    } catch {
      return { status: "not-ready", redis: "unreachable", scheduler: "none" };
    }
  }

  async resultOf(id: string, options?: ResultOptions) {
    return this.hooks.results.of(id, options);
  }

  async watch(listener: (id: string, hint: Hint) => void) {
    return this.hooks.feed.add((event) => listener(`${event.queue}/${event.id}`, hintOf(event)));
  }

  async subscribe(...args: Parameters<SchedulerApi["subscribe"]>) {
    await this.ready();
    return this.hooks.subscriptions.subscribe(...args);
  }

  async on(...args: Parameters<SchedulerApi["on"]>) {
    await this.ready();
    return this.hooks.subscriptions.on(...args);
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    this.hooks.feed.close();
    // That the connection ends before it is asked to is no failure to end it.
    if (this.#redis.status === "ready") await this.#redis.quit().catch(() => undefined);
    this.#redis.disconnect();
  }

  protected async ready(): Promise<Store> {
    await this.store.ready();
    return this.store;
  }
}
