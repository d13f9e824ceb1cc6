import type { Job } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import { jobIdOf } from "../jobs/names.ts";
import { isFinal } from "../jobs/states.ts";
import type { QueueEvent } from "../queue/events.ts";
import type { EventFeed } from "./event-feed.ts";
import type { ResultOptions } from "./handles.ts";

/** An event can be missed while a connection is renewed: so often a job is looked at again anyway. */
const LOOK_EVERY_MS = 2_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/** The job that was waited for has ended, and not with a result. */
export class JobFailedError extends Error {
  readonly job: Job;

  constructor(job: Job) {
    super(
      job.state === "cancelled"
        ? "The job was cancelled."
        : (job.error?.message ?? "The job failed."),
    );
    this.name = "JobFailedError";
    this.job = job;
  }
}

/** The job has not ended in the time that was given. It goes on. */
export class ResultTimeoutError extends Error {
  constructor(id: string, timeoutMs: number) {
    super(`Job ${id} has not ended within ${timeoutMs} ms.`);
    this.name = "ResultTimeoutError";
  }
}

interface Source {
  read: (id: string) => Promise<Job>;
  feed: EventFeed;
}

/** Waits for jobs to end. */
export class Results {
  readonly #source: Source;
  readonly #waiting = new Map<string, Set<() => void>>();
  #listening: Promise<unknown> | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  /**
   * @throws JobFailedError when it failed or was cancelled
   * @throws ResultTimeoutError when it has not ended in time
   * @throws CarillonError not_found
   */
  async of(id: string, { timeoutMs = DEFAULT_TIMEOUT_MS }: ResultOptions = {}): Promise<Json> {
    this.#listening ??= this.#source.feed.add((event) => this.#lookAtEnded(event));
    await this.#listening;
    const job = await this.#ended(id, timeoutMs);
    if (job.state !== "succeeded") throw new JobFailedError(job);
    return job.result;
  }

  #lookAtEnded({ queue, changes }: QueueEvent): void {
    if (this.#waiting.size === 0) return;
    for (const { state, localIds } of changes) {
      if (!isFinal(state)) continue;
      for (const localId of localIds)
        for (const look of this.#waiting.get(jobIdOf({ queue, localId })) ?? []) look();
    }
  }

  #ended(id: string, timeoutMs: number): Promise<Job> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        clearInterval(again);
        this.#forget(id, look);
        settle();
      };
      const look = () => {
        this.#source.read(id).then(
          (job) => isFinal(job.state) && end(() => resolve(job)),
          (error: unknown) => end(() => reject(error)),
        );
      };
      const timer = setTimeout(
        () => end(() => reject(new ResultTimeoutError(id, timeoutMs))),
        timeoutMs,
      );
      const again = setInterval(look, LOOK_EVERY_MS);
      this.#waiting.set(id, (this.#waiting.get(id) ?? new Set()).add(look));
      look();
    });
  }

  #forget(id: string, look: () => void): void {
    const looks = this.#waiting.get(id);
    looks?.delete(look);
    if (looks?.size === 0) this.#waiting.delete(id);
  }
}
