import { CarillonError } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import type { JobState } from "../jobs/states.ts";
import type { Logger } from "../logger.ts";
import type { JobTypes } from "../queue/job-types.ts";
import type { EventFeed } from "./event-feed.ts";
import { checkStates, type JobEvent, movesOf, type SubscribeOptions, tell } from "./subscribe.ts";

/** How many jobs are read at a time for those who listen with `on`. */
const MOST_READ = 50;

interface Parts {
  feed: EventFeed;
  jobTypes: JobTypes;
  read: (id: string) => Promise<Job>;
  logger: Logger;
}

/** Those who listen to a service's events. */
export class Subscriptions {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async subscribe(
    listener: (event: JobEvent) => unknown,
    options: SubscribeOptions = {},
  ): Promise<() => void> {
    const onError = this.#reporter(options);
    return this.#follow(options, onError, (moves) => {
      for (const move of moves) tell(listener, move, onError);
    });
  }

  async on(
    state: JobState,
    listener: (job: Job) => unknown,
    options: Omit<SubscribeOptions, "states"> = {},
  ): Promise<() => void> {
    const onError = this.#reporter(options);
    return this.#follow({ ...options, states: [state] }, onError, async (moves) => {
      for (let at = 0; at < moves.length; at += MOST_READ) {
        const part = moves.slice(at, at + MOST_READ);
        const jobs = await Promise.all(part.map(({ jobId }) => this.#readIfKept(jobId)));
        for (const job of jobs) if (job) tell(listener, job, onError);
      }
    });
  }

  #follow(
    options: SubscribeOptions,
    onError: (error: unknown) => void,
    deliver: (moves: JobEvent[]) => void | Promise<void>,
  ): Promise<() => void> {
    checkStates(options.states);
    let isEnded = false;
    return this.#parts.feed
      .add(async (event) => {
        try {
          const moves = await movesOf(event, options, this.#parts.jobTypes);
          if (!isEnded) await deliver(moves);
        } catch (error) {
          onError(error);
        }
      })
      .then((end) => () => {
        isEnded = true;
        end();
      });
  }

  async #readIfKept(id: string): Promise<Job | null> {
    try {
      return await this.#parts.read(id);
    } catch (error) {
      if (error instanceof CarillonError && error.code === "not_found") return null;
      throw error;
    }
  }

  /** A subscriber's own `onError` may fail, too: then the log has both. */
  #reporter({ onError }: SubscribeOptions): (error: unknown) => void {
    const log = (error: unknown) =>
      this.#parts.logger.error({ err: error }, "a listener of job events failed");
    if (!onError) return log;
    return (error) => {
      try {
        onError(error);
      } catch (second) {
        log(error);
        log(second);
      }
    };
  }
}
