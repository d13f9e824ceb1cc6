import type { Logger } from "../../logger.ts";
import type { FiredDefinition } from "../../queue/definitions.ts";
import type { DueSchedule, Peeked } from "../../queue/due-schedule.ts";
import type { Fire, Schedules } from "../../queue/schedules.ts";
import { isRedisTrouble } from "../redis-trouble.ts";
import { decidedOf } from "./decided.ts";
import { FireCalls } from "./fire-calls.ts";
import { resumePaused } from "./resume.ts";

const MOST_PEEKED = 200;
const RETRY_PROBLEM_MS = 30_000;
/** So often in a row nothing can be done about what is due: no use in asking at once. */
const MOST_IDLE = 3;
const AFTER_IDLE_MS = 50;
/**
 * One that comes second to another does it this much later the next time: of several schedulers beside each other one
 * works, and the rest look after it at little cost.
 */
const STAND_BACK_MS = 5;
/** What a step answers that has changed something. */
const DONE: ReadonlySet<string> = new Set(["resumed", "replanned", "error"]);

/** A fire; or what else is to be done about a schedule that is due. */
type Step = Fire | (() => Promise<string>);

/** What came of what was due: how much was done, and lost to others; when to look again. */
interface Taken {
  done: number;
  lost: number;
  nextMs: number;
}

/**
 * Fires one queue's schedules as they come due, as one of any number of schedulers that do the same. Losing to another is a
 * result, not an error: peek, decide, and a compare-and-set that does nothing when another was first.
 */
export class Firing {
  readonly #schedules: Schedules;
  readonly #logger: Logger;
  /** Others are at the same schedules, as long as there are very many. */
  #isContended = false;
  #standBackMs = 0;
  /** What is due after what is being taken, when that is very much. */
  #ahead: Promise<Peeked> | null = null;
  /** What was taken last, while Redis may still be at it. */
  #taking: Promise<Taken> | null = null;
  /** Calls in a row that nothing came of. */
  #idle = 0;

  constructor(schedules: Schedules, logger: Logger) {
    this.#schedules = schedules;
    this.#logger = logger;
  }

  /**
   * Fires what is due, up to so many: with some due at every moment the queue has other work, too. Answers when to call again, by
   * Redis' clock; null when nothing is planned.
   */
  async fireDue(): Promise<number | null> {
    const { due, nowMs, nextMs } = await this.#peek();
    const before = this.#taking;
    this.#taking = null;
    if (due.length === MOST_PEEKED) this.#peekAhead();
    if (due.length > 0) {
      this.#taking = this.#take(due, nowMs);
      unheard(this.#taking);
    }
    if (before) this.#note(await before);
    if (due.length === 0) {
      this.#idle = 0;
      return nextMs === null ? null : nextMs + this.#standBackMs;
    }
    // With more to come, Redis is left at these while the next are decided.
    const taken = this.#ahead ? null : await this.idle();
    if (this.#idle >= MOST_IDLE) return nowMs + AFTER_IDLE_MS;
    return taken ? taken.nextMs + this.#standBackMs : nowMs;
  }

  /** Waits until Redis has done all that was sent. */
  async idle(): Promise<Taken | null> {
    const taking = this.#taking;
    this.#taking = null;
    const taken = await taking;
    if (taken) this.#note(taken);
    return taken;
  }

  async #peek(): Promise<Peeked> {
    // Taken out first: a look that failed must not fail those after it.
    const looked = this.#ahead;
    this.#ahead = null;
    const ahead = await looked;
    return ahead && ahead.due.length > 0 ? ahead : this.#schedules.peek(MOST_PEEKED);
  }

  /** Redis looks for the next ones while these are decided. */
  #peekAhead(): void {
    const share = this.#isContended ? Math.random() : 0;
    this.#ahead = this.#schedules.peek(MOST_PEEKED, { skip: MOST_PEEKED, share });
    unheard(this.#ahead);
  }

  #note({ done, lost }: Taken): void {
    this.#isContended = lost > 0 || (this.#isContended && this.#ahead !== null);
    if (done > 0) this.#standBackMs = 0;
    else if (lost > 0) this.#standBackMs = STAND_BACK_MS;
    this.#idle = done > 0 ? 0 : this.#idle + 1;
  }

  async #take(due: DueSchedule[], nowMs: number): Promise<Taken> {
    const calls = new FireCalls(this.#schedules);
    const others: Promise<string>[] = [];
    for (const one of due) {
      const step = this.#stepOf(one, nowMs);
      if (typeof step === "function") others.push(step());
      else calls.add(step);
    }
    const [fired, outcomes] = await Promise.all([calls.end(), Promise.all(others)]);
    const changed = outcomes.filter((outcome) => DONE.has(outcome)).length;
    return {
      done: fired.decided + changed,
      lost: fired.lost + outcomes.length - changed,
      nextMs: others.length > 0 ? nowMs : (fired.nextMs ?? nowMs),
    };
  }

  #stepOf(due: DueSchedule, nowMs: number): Step {
    try {
      if (!isReadable(due)) throw new Error("Its definition cannot be read.");
      const decided = decidedOf(due, nowMs);
      if (due.state === "paused")
        return () => resumePaused(this.#schedules, due, nowMs, "skip", due.scoreMs);
      // Its stored time was wrong: nothing is due yet.
      if (decided.watermarkMs <= due.watermarkMs) return () => this.#schedules.replan(due, decided);
      const { id, generation, revision, scoreMs: expectedScoreMs } = due;
      return { ...decided, id, generation, revision, expectedScoreMs };
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

/** Whoever awaits it hears of its failure; it may be that nobody does. */
const unheard = (promise: Promise<unknown>) => void promise.catch(() => undefined);

const isReadable = (due: DueSchedule): due is DueSchedule & { definition: FiredDefinition } =>
  due.definition !== null;
