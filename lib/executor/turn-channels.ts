import type { Logger } from "../logger.ts";
import { type Ack, LEAVING, type Queue, type TurnAnswer } from "../queue/queue.ts";

/**
 * How many turns may be under way at once. With one, Redis would wait while this process reads an answer and writes the next
 * turn; with two it always has one to do.
 */
const CHANNELS = 2;
/** Between two sendings of the same turn. */
const RESEND_MS = 250;

/** The turns of one channel follow each other. */
export interface Channel {
  readonly number: number;
  sequence: number;
  /** What the turn under way may claim; 0 when none is. */
  wanted: number;
  isBusy: boolean;
}

export interface TurnChannelsOptions {
  queue: Queue;
  worker: string;
  leaseMs: number;
  /** Ms UTC by Redis' clock. */
  now: () => number;
  logger: Logger;
}

/** Sends the turns of one lane, a few at once, each until it is answered. */
export class TurnChannels implements Iterable<Channel> {
  readonly #options: TurnChannelsOptions;
  readonly #channels: Channel[] = Array.from({ length: CHANNELS }, (_, number) => ({
    number,
    sequence: 0,
    wanted: 0,
    isBusy: false,
  }));
  #closed = false;

  constructor(options: TurnChannelsOptions) {
    this.#options = options;
  }

  [Symbol.iterator](): Iterator<Channel> {
    return this.#channels[Symbol.iterator]();
  }

  /** How many jobs the turns under way may claim. */
  get wanted(): number {
    let wanted = 0;
    for (const channel of this.#channels) wanted += channel.wanted;
    return wanted;
  }

  /** Gives up: acks that Redis has not taken by now are left to the reaper. */
  close(): void {
    this.#closed = true;
  }

  /**
   * When a turn fails nothing is known of what reached Redis, so the very same one is sent again: by its channel and
   * sequence Redis tells a repetition, and answers what it answered before.
   * @param want null when the executor stops
   */
  async send(channel: Channel, want: number | null, acks: Ack[]): Promise<TurnAnswer> {
    const { queue, worker, leaseMs, now, logger } = this.#options;
    channel.wanted = want ?? 0;
    const turn = {
      executor: worker,
      channel: channel.number,
      sequence: ++channel.sequence,
      want: want ?? LEAVING,
      leaseMs,
      acks,
    };
    for (;;) {
      try {
        const answer = await queue.turn(turn);
        channel.wanted = 0;
        return answer;
      } catch (error) {
        if (this.#closed) return { nowMs: now(), lost: [], claims: [], hasMore: false };
        logger.error({ err: error, queue: queue.name }, "a turn failed; sending it again");
        await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      }
    }
  }
}
