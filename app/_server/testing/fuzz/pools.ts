import type { ApiName } from "@/lib/api/contract.ts";

/** Things of one kind, by whose ids requests are made. */
export type Kind =
  | "jobs"
  | "schedules"
  | "batches"
  | "operations"
  | "users"
  | "tokens"
  | "feeds"
  | "webhooks"
  | "workers"
  | "cursors";

const MOST_KEPT = 60;

/** Stands in a generated request for the id of something: which, is known when it is sent. */
export const refTo = (kind: Kind, index: number) => `@${kind}:${index}@`;

const REF =
  /@(jobs|schedules|batches|operations|users|tokens|feeds|webhooks|workers|cursors):(\d+)@/g;

/** What there is, as far as answers have told. */
export class Pools {
  readonly #known: Record<Kind, string[]>;

  constructor(known: Record<Kind, string[]>) {
    this.#known = known;
  }

  /** A request with ids where references stand. */
  resolved<T>(request: T): T {
    const text = JSON.stringify(request).replaceAll(REF, (_, kind: Kind, index: string) => {
      const ids = this.#known[kind];
      return ids[Number(index) % ids.length] ?? "none";
    });
    return JSON.parse(text) as T;
  }

  /** Learns from an answer of success. */
  learn(name: ApiName, answer: Record<string, unknown>): void {
    for (const [kind, id] of LEARNT[name]?.(answer as never) ?? []) {
      const ids = this.#known[kind];
      if (ids.length < MOST_KEPT) ids.push(id);
      else ids[Math.floor(MOST_KEPT / 2)] = id;
    }
  }
}

interface Made {
  id: string;
  name: string;
  jobs: Record<string, { id: string }>;
  batch: { id: string };
  jobIds: string[];
  token: { id: string };
  webhook: { id: string };
  nextCursor: string | null;
}
type Learn = (answer: Made) => [Kind, string][];

const LEARNT: Partial<Record<ApiName, Learn>> = {
  createJob: ({ id }) => [["jobs", id]],
  triggerSchedule: ({ id }) => [["jobs", id]],
  createFlow: ({ jobs }) => Object.values(jobs).map(({ id }) => ["jobs", id]),
  createBatch: ({ batch, jobIds }) => [
    ["batches", batch.id],
    ...jobIds.slice(0, 3).map((id): [Kind, string] => ["jobs", id]),
  ],
  createSchedule: ({ id }) => [["schedules", id]],
  putSchedule: ({ id }) => [["schedules", id]],
  startOperation: ({ id }) => [["operations", id]],
  createUser: ({ name }) => [["users", name]],
  createToken: ({ token }) => [["tokens", token.id]],
  createCalendarFeed: ({ id }) => [["feeds", id]],
  createAlertWebhook: ({ webhook }) => [["webhooks", webhook.id]],
  listJobs: ({ nextCursor }) => (nextCursor ? [["cursors", nextCursor]] : []),
};
