import type { Logger } from "../../logger.ts";
import type { DueSchedule, Peeked } from "../../queue/due-schedule.ts";
import type { Fire, Schedules } from "../../queue/schedules.ts";
import { isRedisTrouble } from "../redis-trouble.ts";
import { decidedOf } from "./decided.ts";
import { Definitions } from "./definitions.ts";
import { FireCalls } from "./fire-calls.ts";
import { resumePaused } from "./resume.ts";

const MOST_PEEKED = 200;
const RETRY_PROBLEM_MS = 30_000;

/** A fire; or what else is to be done about a schedule that is due. */
type Step = Fire | (() => Promise<unknown>);

/**
 * Fires one queue's schedules as they come due, as one of any number of schedulers that do the same. Losing to another is a
 * result, not an error: peek, decide, and a compare-and-set that does nothing when another was first.
 */
export class Firing {
  readonly #schedules: Schedules;
  readonly #logger: Logger;
  readonly #definitions = new Definitions();
  /** Others are at the same schedules: look for some in another place. */
  #isContended = false;

  constructor(schedules: Schedules, logger: Logger) {
    this.#schedules = schedules;
    this.#logger = logger;
  }

  /** Fires all that is due. Answers when the next is, by Redis' clock; null when nothing is planned. */
  async fireDue(): Promise<number | null> {
    for (;;) {
      const peeked = await this.#schedules.peek(MOST_PEEKED, this.#isContended ? Math.random() : 0);
      if (peeked.due.length === 0) return peeked.nextMs;
      await this.#take(peeked);
    }
  }

  async #take({ nowMs, due }: Peeked): Promise<void> {
    const calls = new FireCalls(this.#schedules);
    const others: Promise<unknown>[] = [];
    for (const one of due) {
      const step = this.#stepOf(one, nowMs);
      if (typeof step === "function") others.push(step());
      else calls.add(step);
    }
    const [lost] = await Promise.all([calls.end(), ...others]);
    this.#isContended = lost > 0;
  }

  #stepOf(due: DueSchedule, nowMs: number): Step {
    try {
      const schedule = { ...due, definition: this.#definitions.of(due) };
      const decided = decidedOf(schedule, nowMs);
      if (due.state === "paused") return () => resumePaused(this.#schedules, schedule, nowMs);
      // Its stored time was wrong: nothing is due yet.
      if (decided.watermarkMs <= due.watermarkMs) return () => this.#schedules.replan(due, decided);
      return { ...due, ...decided, expectedScoreMs: due.scoreMs };
    } catch (error) {
      if (!(error instanceof Error) || isRedisTrouble(error)) throw error;
      this.#logger.error(
        { err: error, schedule: due.id },
        "the next time of a schedule cannot be computed; trying again",
      );
      return () => this.#schedules.fail(due, error.message, nowMs + RETRY_PROBLEM_MS);
    }
  }
}
