import { createHash } from "node:crypto";
import { CarillonError } from "../errors.ts";
import type { DeclaredSchedule } from "../jobs/declared-schedule.ts";
import type { Logger } from "../logger.ts";
import { JobResolver } from "./resolve-job.ts";
import { cancelSchedule } from "./schedules/cancel.ts";
import { putSchedule } from "./schedules/put.ts";
import type { Store } from "./store.ts";

const BY = "code";

/**
 * Makes the schedules that job files declare. Each declaration is acted on once: an operator's edit, pause or cancel stands until
 * the declaration itself changes. One that is gone from the file of its job type is cancelled, and can be restored. Any number of
 * schedulers do the same: saving what is saved already writes nothing.
 */
export class Declarations {
  readonly #store: Store;
  readonly #logger: Logger;
  #version: string | null = null;
  #isAtWork = false;

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** Looks whether executors have published anything since the last time, and acts on it. */
  async follow(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    try {
      const version = await this.#store.registry.catalogVersion();
      if (version === this.#version) return;
      await this.#apply();
      this.#version = version;
    } finally {
      this.#isAtWork = false;
    }
  }

  async #apply(): Promise<void> {
    await this.#store.ready();
    const { registry } = this.#store;
    const [types, known] = await Promise.all([registry.jobTypes(), registry.declared()]);
    const declaring = new Map<string, Set<string>>();
    for (const { name, schedules } of types) {
      declaring.set(name, new Set(schedules.map(({ id }) => id)));
      for (const schedule of schedules) {
        const digest = digestOf(name, schedule);
        if (known.get(schedule.id)?.digest !== digest) await this.#declare(name, schedule, digest);
      }
    }
    for (const [id, { job }] of known)
      if (declaring.get(job)?.has(id) === false) await this.#withdraw(id, job);
  }

  async #declare(job: string, schedule: DeclaredSchedule, digest: string): Promise<void> {
    const { registry } = this.#store;
    const { id } = schedule;
    try {
      const queue = await registry.queueOfSchedule(id);
      const stored = queue === null ? null : await this.#store.scheduleReads(queue).get(id);
      const isAlive = stored !== null && stored.state !== "cancelled";
      if (isAlive && stored.source === null) {
        this.#logger.error(
          { schedule: id, job },
          "a job file declares a periodic job whose id was given to one made by hand: choose another id, or cancel that one",
        );
        return;
      }
      const mode = stored && !isAlive ? "restore" : "put";
      const input = { ...schedule, job };
      // A resolver of its own: one that is kept may know the job type as it was.
      await putSchedule(this.#store, new JobResolver(registry), input, {
        mode,
        by: BY,
        how: "declared",
        source: job,
      });
      await registry.noteDeclared(id, job, digest);
    } catch (error) {
      // What Redis has no room for is made at another look.
      if (!(error instanceof CarillonError) || error.code === "redis_full") throw error;
      this.#logger.error(
        { err: error, schedule: id, job },
        "a declared periodic job cannot be made",
      );
    }
  }

  async #withdraw(id: string, job: string): Promise<void> {
    const { registry } = this.#store;
    const queue = await registry.queueOfSchedule(id);
    const stored = queue === null ? null : await this.#store.scheduleReads(queue).get(id);
    if (stored && stored.state !== "cancelled" && stored.source?.job === job) {
      await cancelSchedule(this.#store, id, { waiting: "keep", running: "finish" }, BY);
      this.#logger.info(
        { schedule: id, job },
        "cancelled a periodic job that is no longer declared",
      );
    }
    await registry.forgetDeclared(id);
  }
}

const digestOf = (job: string, schedule: DeclaredSchedule) =>
  createHash("sha256")
    .update(JSON.stringify([job, schedule]))
    .digest("base64url");
