import { type Clock, steadyClock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import { FULL_SHARE, megabytesText } from "../redis/memory.ts";
import type { Room } from "./room.ts";

/** Nothing is sent for so long after Redis itself has refused something. */
const AFTER_REFUSAL_MS = 1_000;
/** That there is room again is said from here on: around the limit it would be said all the time. */
const RELIEVED_SHARE = FULL_SHARE - 0.05;

/** What a scheduler makes goes through here: nothing while Redis has no room for it. Says so once, and once that it is over. */
export class Valve {
  readonly #room: Room;
  readonly #logger: Logger;
  readonly #now: Clock;
  #refusedUntilMs = 0;
  #isTold = false;

  constructor(room: Room, logger: Logger, now: Clock = steadyClock) {
    this.#room = room;
    this.#logger = logger;
    this.#now = now;
  }

  async isShut(): Promise<boolean> {
    const isShut = (await this.#room.isShut()) || this.#now() < this.#refusedUntilMs;
    if (isShut) this.#tellShut();
    else if (this.#isTold) this.#tellOpen();
    return isShut;
  }

  /** Redis was full before it was known to be. */
  refused(): void {
    this.#refusedUntilMs = this.#now() + AFTER_REFUSAL_MS;
    this.#tellShut();
  }

  #tellShut(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#logger.warn(
      this.#figures(),
      "Redis is full: schedules that are due wait until there is room; what is under way goes on",
    );
  }

  #tellOpen(): void {
    const { usedBytes = 0, limitBytes = Infinity } = this.#room.use() ?? {};
    if (usedBytes / limitBytes >= RELIEVED_SHARE) return;
    this.#isTold = false;
    this.#logger.info(this.#figures(), "Redis has room again: schedules that were due are decided");
  }

  #figures() {
    const use = this.#room.use();
    return use === null
      ? {}
      : { used: megabytesText(use.usedBytes), limit: megabytesText(use.limitBytes) };
  }
}
