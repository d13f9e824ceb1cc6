import type { Logger } from "../../logger.ts";
import type { DueSchedule } from "../../queue/due-schedule.ts";
import type { ScheduleReads } from "../../queue/schedule-reads.ts";
import type { Fire, Schedules } from "../../queue/schedules.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { isRedisTrouble } from "../redis-trouble.ts";
import { decidedOf } from "./decided.ts";
import { resumePaused } from "./resume.ts";

const MOST_PEEKED = 200;
/** A script call of so many schedules holds Redis for a few ms. */
const MOST_FIRED_A_CALL = 100;
const MOST_RUNS_A_CALL = 400;
const RETRY_PROBLEM_MS = 30_000;
const MOST_REMEMBERED = 10_000;
/** So often in a row others were first with everything, or nothing can be done about what is due: no use in asking at once. */
const MOST_IDLE = 3;
const AFTER_IDLE_MS = 50;
/** What a step answers that has changed something. */
const DONE: ReadonlySet<string> = new Set(["resumed", "replanned", "error"]);

/** What of a schedule changes with its revision alone. */
type Known = Pick<StoredSchedule, "definition" | "anchorMs">;

/**
 * Fires one queue's schedules as they come due, as one of any number of schedulers that do the same. Losing to another is a
 * result, not an error: peek, decide, and a compare-and-set that does nothing when another was first.
 */
export class Firing {
  readonly #schedules: Schedules;
  readonly #reads: ScheduleReads;
  readonly #logger: Logger;
  readonly #known = new Map<string, Known>();
  /** Calls in a row that nothing came of. */
  #idle = 0;

  constructor(schedules: Schedules, reads: ScheduleReads, logger: Logger) {
    this.#schedules = schedules;
    this.#reads = reads;
    this.#logger = logger;
  }

  /**
   * Fires what is due, up to so many: with some due at every moment the queue has other work, too. Answers when to call again, by
   * Redis' clock; null when nothing is planned.
   */
  async fireDue(): Promise<number | null> {
    const { nowMs, nextMs, due } = await this.#schedules.peek(MOST_PEEKED);
    if (due.length === 0) return nextMs;
    await this.#learn(due);
    this.#idle = (await this.#take(due, nowMs)) ? 0 : this.#idle + 1;
    return this.#idle < MOST_IDLE ? nowMs : nowMs + AFTER_IDLE_MS;
  }

  /** Answers whether anything came of it: others may have been first with all of it. */
  async #take(due: DueSchedule[], nowMs: number): Promise<boolean> {
    const steps = due.map((one) => this.#stepOf(one, nowMs));
    const fires = steps.flatMap((step) =>
      step !== null && typeof step === "object" ? [step] : [],
    );
    const [fired, others] = await Promise.all([
      Promise.all(chunks(fires).map((chunk) => this.#schedules.fire(chunk))),
      Promise.all(steps.map((step) => (typeof step === "function" ? step() : "stale"))),
    ]);
    return fired.some(({ decided }) => decided > 0) || others.some((other) => DONE.has(other));
  }

  /** A fire; or what else is to be done about a schedule that is due; null when somebody has changed it just now. */
  #stepOf(due: DueSchedule, nowMs: number): Fire | (() => Promise<string>) | null {
    const known = this.#known.get(keyOf(due));
    if (!known) return null;
    const schedule = { ...due, ...known };
    try {
      const decided = decidedOf(schedule, nowMs);
      if (due.state === "paused")
        return () => resumePaused(this.#schedules, schedule, nowMs, "skip", due.scoreMs);
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

  /** Reads the definitions that this process has not seen yet: once a revision. */
  async #learn(due: DueSchedule[]): Promise<void> {
    const unknown = due.filter((one) => !this.#known.has(keyOf(one)));
    if (unknown.length === 0) return;
    const stored = await this.#reads.many(unknown.map(({ id }) => id));
    for (const schedule of stored) {
      if (!schedule) continue;
      if (this.#known.size >= MOST_REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
      const { definition, anchorMs } = schedule;
      this.#known.set(keyOf(schedule), { definition, anchorMs });
    }
  }
}

const keyOf = ({ id, generation, revision }: Pick<DueSchedule, "id" | "generation" | "revision">) =>
  `${id} ${generation} ${revision}`;

function chunks(fires: Fire[]): Fire[][] {
  const made: Fire[][] = [];
  let runs = 0;
  for (const fire of fires) {
    const last = made.at(-1);
    if (!last || last.length >= MOST_FIRED_A_CALL || runs + fire.runs.length > MOST_RUNS_A_CALL) {
      made.push([fire]);
      runs = fire.runs.length;
    } else {
      last.push(fire);
      runs += fire.runs.length;
    }
  }
  return made;
}
