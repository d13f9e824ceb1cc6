import { AsyncResource } from "node:async_hooks";
import type { Job } from "../jobs/job.ts";
import type { Logger } from "../logger.ts";
import { type QueueEvent, watchEvents } from "../queue/events.ts";
import { JobTypes } from "../queue/job-types.ts";
import { connectRedis, type RedisTls } from "../redis/connection.ts";
import { EventFeed } from "./event-feed.ts";
import { Handles } from "./handles.ts";
import { Results } from "./results.ts";
import type { Store } from "./store.ts";
import { Subscriptions } from "./subscriptions.ts";

/** The parts of a service by which programs learn what becomes of jobs. They share one watch. */
export interface Hooks {
  feed: EventFeed;
  results: Results;
  subscriptions: Subscriptions;
  handles: Handles;
}

interface Options {
  /** The URL of Redis: a watch has a connection of its own. */
  url: string;
  tls?: RedisTls;
  store: Store;
  logger: Logger;
  read: (id: string) => Promise<Job>;
}

export function openHooks({ url, tls, store, logger, read }: Options): Hooks {
  const { redis, prefix, registry } = store;
  const feed = new EventFeed({
    // Bound to here: a watch that is first asked for within a run would else go on in that run's async context for ever.
    open: AsyncResource.bind((listener: (event: QueueEvent) => Promise<void>) =>
      watchEvents({
        redis: connectRedis({ url, tls, role: "worker", name: "carillon-watch", logger }),
        prefix,
        queues: () => registry.queues(),
        listener,
        onError: (error) =>
          logger.warn({ err: error }, "the events could not be read; trying again"),
      }),
    ),
    onError: (error) => logger.error({ err: error }, "a watcher of events failed"),
  });
  const results = new Results({ read, feed });
  const jobTypes = new JobTypes(redis, prefix);
  return {
    feed,
    results,
    subscriptions: new Subscriptions({ read, feed, jobTypes, logger }),
    handles: new Handles((id, options) => results.of(id, options)),
  };
}
