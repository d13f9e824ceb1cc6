import type { Redis } from "ioredis";
import { parseJobId } from "../../jobs/names.ts";
import { UlidFactory } from "../../jobs/ulid.ts";
import { Families } from "../../queue/families.ts";
import { readSnapshot } from "../../queue/fsck/read.ts";
import { Snapshot } from "../../queue/fsck/snapshot.ts";
import { Outbox } from "../../queue/outbox.ts";
import { Queue, type Turn, type TurnAnswer } from "../../queue/queue.ts";
import { QueueReads } from "../../queue/reads.ts";
import { ScheduleReads } from "../../queue/schedule-reads.ts";
import { type Fire, Schedules } from "../../queue/schedules.ts";
import type { News } from "./model.ts";

const ulids = new UlidFactory();

export const nextId = () => ulids.next(Date.now());

/** One queue as it is. */
export class Real {
  readonly redis: Redis;
  readonly queue: Queue;
  readonly reads: QueueReads;
  readonly families: Families;
  readonly outbox: Outbox;
  readonly schedules: Schedules;
  readonly scheduleReads: ScheduleReads;
  /** As it was after the last command. */
  snapshot = new Snapshot();
  readonly turns = new Map<string, { turn: Turn; answer: TurnAnswer }>();
  /** What was fired last. */
  fired: Fire[] = [];
  /** The starts under each key, for the rates. */
  readonly startsMs = new Map<string, number[]>();
  #opensMs = 0;

  constructor(redis: Redis, prefix: string) {
    this.redis = redis;
    this.queue = new Queue(redis, prefix, "q");
    this.reads = new QueueReads(redis, prefix, "q");
    this.families = new Families(redis, prefix, "q");
    this.outbox = new Outbox(redis, prefix, "q");
    this.schedules = new Schedules(redis, prefix, "q");
    this.scheduleReads = new ScheduleReads(redis, prefix, "q");
  }

  async look(): Promise<Snapshot> {
    this.snapshot = await readSnapshot(this.redis, this.queue.tag);
    return this.snapshot;
  }

  /** The members of a sorted set in its order, as of the last look. */
  inOrder(name: string): string[] {
    return [...this.snapshot.map(name).entries()]
      .toSorted(([a, aScore], [b, bScore]) => Number(aScore) - Number(bScore) || (a < b ? -1 : 1))
      .map(([member]) => member);
  }

  /** What waits in the outbox, in its order. */
  async news(): Promise<News[]> {
    const entries = await this.redis.xrange(`${this.queue.tag}:outbox`, "-", "+");
    return entries.map(([, [kind, text = ""]]) => {
      const [subject = "", end] = text.split(" ");
      const id = kind === "batch" ? parseJobId(subject)!.localId : subject;
      return { kind: kind as News["kind"], subject: id, end: end as News["end"] };
    });
  }

  /** As of the last look, in the order in which Redis tells them. */
  followersOf(parent: string): string[] {
    return [...this.snapshot.map(`followers:${parent}`).keys()].map(
      (follower) => parseJobId(follower)!.localId,
    );
  }

  async turn(turn: Omit<Turn, "sequence">): Promise<TurnAnswer> {
    const channel = `${turn.executor}/${turn.channel}`;
    const sequence = (this.turns.get(channel)?.turn.sequence ?? 0) + 1;
    const sent = { ...turn, sequence };
    const answer = await this.queue.turn(sent);
    this.turns.set(channel, { turn: sent, answer });
    return answer;
  }

  /** Says that something of Redis' clock is to be over when `untilPast` is called next. */
  opensAt(ms: number): void {
    this.#opensMs = Math.max(this.#opensMs, ms);
  }

  /** The same of a planned time, if it is one to come within ms. */
  untilNear(ms: number): void {
    if (ms < this.snapshot.nowMs + 1_000) this.opensAt(ms);
  }

  /** Waits, a few ms at most, until Redis' clock is past what was noted: then no test depends on how fast it runs. */
  async untilPast(): Promise<void> {
    for (;;) {
      const [seconds, micros] = await this.redis.time();
      if (Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000) > this.#opensMs) return;
    }
  }
}
