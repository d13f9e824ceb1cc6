import type { Job } from "../jobs/job.ts";
import type { Hint } from "../jobs/hint.ts";
import type { Json } from "../jobs/json.ts";
import { isFinal } from "../jobs/states.ts";

/** An event can be missed while a connection is renewed: so often a job is looked at again anyway. */
const LOOK_EVERY_MS = 2_000;

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
  watch: (listener: (id: string, hint: Hint) => void) => Promise<() => void>;
}

/** Waits for jobs to end. One watch serves all who wait. */
export class Results {
  readonly #source: Source;
  readonly #waiting = new Map<string, Set<() => void>>();
  #watching: Promise<unknown> | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  /**
   * @throws JobFailedError when it failed or was cancelled
   * @throws ResultTimeoutError when it has not ended in time
   * @throws CarillonError not_found
   */
  async of(id: string, timeoutMs: number): Promise<Json> {
    this.#watching ??= this.#source.watch((_, { jobs }) => {
      for (const job of jobs) for (const look of this.#waiting.get(job) ?? []) look();
    });
    await this.#watching;
    const job = await this.#ended(id, timeoutMs);
    if (job.state !== "succeeded") throw new JobFailedError(job);
    return job.result;
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
