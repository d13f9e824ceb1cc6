import type { ParentEnd } from "../../queue/families.ts";
import type { QueueLimits } from "../../jobs/limits.ts";
import { parseEntry } from "../../queue/record.ts";
import { entryOfJob, isFinal, type ModelJob, waits } from "./job.ts";
import { ModelSchedules } from "./schedules.ts";

/** What is said to those that wait for a job or a batch. */
export interface News {
  kind: "job" | "batch";
  subject: string;
  end: ParentEnd;
}

interface ModelBatch {
  total: number;
  ended: { s: number; f: number; c: number };
  rule: "ended" | "succeeded";
  callback: ModelJob | null;
}

/** An attempt that is over, though its executor may not know it yet. */
export interface Past {
  entry: string;
  envelope: string;
}

const FINAL = { s: "succeeded", f: "failed", c: "cancelled" } as const;

/** One queue as it should be: plain data, and rules as short as they can be told. */
export class Model {
  readonly jobs = new Map<string, ModelJob>();
  /** Ready jobs by priority, in their order; those with keys included, whose order is their own. */
  readonly lines = new Map<number, string[]>();
  readonly uniques = new Map<string, { holder: string; isOpen: boolean }>();
  readonly batches = new Map<string, ModelBatch>();
  readonly followers = new Map<string, Set<string>>();
  /** Jobs whose parents know of them, but which are still to be made. */
  readonly promised: ModelJob[] = [];
  outbox: News[] = [];
  past: Past[] = [];
  readonly schedules = new ModelSchedules(this);
  /** Instants that were given to planned times. */
  ticks = 0;
  pause: "on" | "over" | null = null;
  limits: QueueLimits = { concurrency: null, rate: null };
  /** What Redis remembers of the queue's starts while it has a rate. */
  queueStarts = 0;
  /** Is told of each command. */
  readonly onCommand: () => void;

  constructor(onCommand: () => void = () => {}) {
    this.onCommand = onCommand;
  }

  all(isWanted: (job: ModelJob) => boolean = () => true): ModelJob[] {
    return [...this.jobs.values()].filter(isWanted);
  }

  running(executor?: string): ModelJob[] {
    return this.all(
      ({ state, claimed }) =>
        state === "running" && (executor === undefined || claimed!.executor === executor),
    );
  }

  /** Ready jobs in the order of their lists. */
  ready(): ModelJob[] {
    return [...this.lines.keys()]
      .toSorted((a, b) => b - a)
      .flatMap((priority) => this.lines.get(priority)!.map((id) => this.jobs.get(id)!));
  }

  /** Makes a job, unless another stands for it. Answers that one. */
  make(job: ModelJob, when: "now" | "past" | "later"): string | null {
    const { unique, family } = job;
    const held = unique && this.uniques.get(unique.key);
    if (held) {
      const holder = this.jobs.get(held.holder);
      const isAlone = unique.rule !== "reject" && holder && !held.isOpen;
      if (isAlone && waits(holder)) {
        this.takeOver(holder, job, unique.rule === "debounce" ? when : null);
        return held.holder;
      }
      if (!isAlone || holder.state !== "running") return held.holder;
    }
    if (unique) this.uniques.set(unique.key, { holder: job.id, isOpen: false });
    this.jobs.set(job.id, job);
    job.state = "blocked";
    if (family && this.isBlocked(job)) return null;
    this.place(job, "end");
    return null;
  }

  /** A run of a schedule: its id is made from its planned time, and may have been that of one that is gone. */
  makeRun(job: ModelJob): void {
    this.jobs.set(job.id, job);
    this.past = this.past.filter(({ entry }) => parseEntry(entry).localId !== job.id);
    this.place(job, "end");
  }

  takeOver(holder: ModelJob, job: ModelJob, when: "now" | "past" | "later" | null): void {
    const wasReady = holder.state === "ready";
    this.leaveLine(holder);
    const due = when ?? (wasReady ? "past" : holder.due);
    const { priority, unique, slots, rate, keptMs } = job;
    Object.assign(holder, { priority, unique, slots, rate, keptMs });
    if (wasReady) holder.delivery++;
    holder.due = due === "later" ? "later" : "past";
    this.place(holder, "end");
  }

  /** What is known of its parents when it is made. */
  private isBlocked(job: ModelJob): boolean {
    const { policy, noted, parents } = job.family!;
    let fine = 0;
    for (const [parent, end] of noted) {
      if (end === "s" || policy === "run") fine++;
      else if (policy === "wait" && end !== "g") noted.delete(parent);
      else {
        this.end(job, "c");
        return true;
      }
    }
    return fine < parents.length;
  }

  /** Its time has come, or it waits for it. */
  place(job: ModelJob, at: "front" | "end"): void {
    job.state = job.due === "later" ? "scheduled" : "ready";
    if (job.state === "scheduled") return;
    const line = this.lines.get(job.priority) ?? [];
    this.lines.set(job.priority, line);
    if (at === "front") line.unshift(job.id);
    else line.push(job.id);
  }

  leaveLine({ id, priority, state }: ModelJob): void {
    if (state !== "ready") return;
    const line = this.lines.get(priority)!;
    line.splice(line.indexOf(id), 1);
  }

  /** It runs no more, and goes on under its next delivery. */
  handBack(job: ModelJob, state: "ready" | "scheduled", due: "past" | "later"): void {
    this.release(job);
    job.delivery++;
    job.due = due;
    if (state === "ready") this.place(job, "front");
    else job.state = "scheduled";
  }

  private release(job: ModelJob): void {
    if (job.claimed) this.past.push({ entry: entryOfJob(job), envelope: job.claimed.envelope });
    job.claimed = null;
    job.cancelAsked = false;
  }

  end(job: ModelJob, letter: "s" | "f" | "c"): void {
    this.leaveLine(job);
    this.release(job);
    job.state = FINAL[letter];
    const { unique, batch } = job;
    const held = unique && this.uniques.get(unique.key);
    if (held?.holder === job.id) {
      if (unique!.hasWindow) held.isOpen = true;
      else this.uniques.delete(unique!.key);
    }
    if (batch) this.outbox.push({ kind: "batch", subject: batch, end: letter });
    this.tell(job.id, letter);
    if (job.schedule) this.schedules.runEnded(job.schedule, letter);
  }

  remove(job: ModelJob): void {
    this.jobs.delete(job.id);
    this.tell(job.id, "g");
  }

  private tell(id: string, end: ParentEnd): void {
    if (this.followers.has(id)) this.outbox.push({ kind: "job", subject: id, end });
  }

  /**
   * All news go to those that wait for them; what comes of it is told too.
   * @param followersOf in the order in which they are told
   */
  deliver(followersOf: (parent: string) => string[]): void {
    while (this.outbox.length > 0) {
      const news = this.outbox.splice(0);
      for (const { kind, subject, end } of news)
        if (kind === "batch") this.count(subject, end);
        else for (const follower of followersOf(subject)) this.settle(follower, subject, end);
      for (const { kind, subject, end } of news)
        if (kind === "job" && (end === "s" || end === "g")) this.followers.delete(subject);
    }
  }

  /** A parent of this job has ended. */
  settle(id: string, parent: string, end: ParentEnd): void {
    const unmade = this.promised.find((job) => job.id === id);
    const job = unmade ?? this.jobs.get(id);
    if (!job?.family || (!unmade && job.state !== "blocked")) return;
    const { noted, policy, parents } = job.family;
    // What has succeeded has succeeded, though it may be removed since.
    if (noted.get(parent) === "s") return;
    if (unmade) return void noted.set(parent, end);
    if (end !== "s" && end !== "g" && policy === "wait") return;
    noted.set(parent, end);
    if (end !== "s" && policy !== "run") this.end(job, "c");
    else if (noted.size >= parents.length) this.place(job, "end");
  }

  private count(id: string, end: ParentEnd): void {
    const batch = this.batches.get(id)!;
    const { ended, total, rule, callback } = batch;
    ended[end as "s" | "f" | "c"]++;
    if (ended.s + ended.f + ended.c < total || !callback) return;
    if (rule === "succeeded" && ended.s < total) return;
    this.jobs.set(callback.id, callback);
    this.place(callback, "end");
  }

  /** What has ended, and what its own retention takes now. */
  expired(): ModelJob[] {
    return this.all((job) => isFinal(job) && job.keptMs === 0);
  }
}
