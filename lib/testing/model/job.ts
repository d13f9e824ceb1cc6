import type { ParentEnd } from "../../queue/families.ts";
import type { JobState } from "../../jobs/states.ts";
import { entryOf, type JobBody } from "../../queue/record.ts";

const HOUR_MS = 3_600_000;

/** Few keys, so that jobs meet. What a key is held to is the same for all who have it. */
export const SLOTS = [
  { key: "s0", limit: 1 },
  { key: "s1 of two", limit: 2 },
];
/** One window that never closes while a test lasts, one that is over before the next command. */
export const RATES = [
  { key: "r0", limit: 2, perMs: HOUR_MS },
  { key: "r1", limit: 1, perMs: 2 },
];
export const MOST_ATTEMPTS = 3;
export const MOST_LOSSES = 3;

/** What somebody asks for who makes a job. */
export interface Wish {
  priority: number;
  when: "now" | "past" | "later";
  unique: { key: string; rule: "reject" | "replace" | "debounce"; hasWindow: boolean } | null;
  slots: (typeof SLOTS)[number] | null;
  rate: (typeof RATES)[number] | null;
  keptMs: number | null;
}

export interface Claimed {
  executor: string;
  envelope: string;
  atMs: number;
  isBrief: boolean;
}

/** A job as it should be. */
export interface ModelJob extends Omit<Wish, "when"> {
  id: string;
  state: JobState;
  /** While it is scheduled or blocked: whether its time has come. */
  due: "past" | "later";
  delivery: number;
  failures: number;
  losses: number;
  cancelAsked: boolean;
  claimed: Claimed | null;
  family: Family | null;
  batch: string | null;
  schedule: string | null;
  /** Of a run of a schedule: its planned time, 0 for one beside the plan, and how many it stands for besides it. */
  plannedMs: number;
  coalesced: number;
}

export interface Family {
  parents: string[];
  policy: "cancel" | "wait" | "run";
  /** Of which parents the end is noted. */
  noted: Map<string, ParentEnd>;
}

export const entryOfJob = ({ id, delivery }: ModelJob) => entryOf(id, delivery);

/** It asks for nothing that could hold it up: such jobs keep their order. */
export const isPlain = ({ slots, rate }: ModelJob) => !slots && !rate;

export const isFinal = ({ state }: ModelJob) =>
  state === "succeeded" || state === "failed" || state === "cancelled";

export const waits = ({ state }: ModelJob) => state === "scheduled" || state === "ready";

export function newJob(id: string, wish: Wish, part: Partial<ModelJob> = {}): ModelJob {
  const { when, ...asks } = wish;
  return {
    ...asks,
    id,
    state: "ready",
    due: when === "later" ? "later" : "past",
    delivery: 1,
    failures: 0,
    losses: 0,
    cancelAsked: false,
    claimed: null,
    family: null,
    batch: null,
    schedule: null,
    plannedMs: 0,
    coalesced: 0,
    ...part,
  };
}

export const PLAIN: Wish = {
  priority: 5,
  when: "now",
  unique: null,
  slots: null,
  rate: null,
  keptMs: null,
};

export const DUE: Record<Wish["when"], string> = { now: "0", past: "1000", later: `+${HOUR_MS}` };

/** The body of its record. */
export function bodyOf(job: ModelJob): JobBody {
  const { unique, slots, rate, keptMs, family, batch } = job;
  const body: JobBody = { n: "model", a: { is: " c=1,x u=0,y r=1,1,z" } };
  if (unique)
    body.q = {
      key: unique.key,
      onConflict: unique.rule,
      windowMs: unique.hasWindow ? HOUR_MS : undefined,
    };
  if (slots) body.c = slots;
  if (rate) body.r = rate;
  if (keptMs !== null) body.x = { succeededMs: keptMs, failedMs: keptMs, cancelledMs: keptMs };
  if (family) {
    body.p = family.parents;
    body.o = family.policy;
  }
  if (batch) body.i = batch;
  return body;
}
