import type { Fire, Fired, Schedules } from "../../queue/schedules.ts";

/**
 * The most that one call takes, as runs: 50 schedules that fire once. It holds Redis for 5 ms at the most with a million jobs
 * (`npm --prefix bench run scale`), and Redis works on it while the next are decided.
 */
const MOST_A_CALL = 200;
/** What a schedule costs Redis beside its runs, and a line of its ledger. */
const SCHEDULE_WEIGHT = 3;
const LINE_WEIGHT = 1 / 4;

/** Fires many schedules, some a call, each call as soon as it is full. */
export class FireCalls {
  readonly #schedules: Schedules;
  readonly #sent: Promise<Fired>[] = [];
  #count = 0;
  #fires: Fire[] = [];
  #weight = 0;

  constructor(schedules: Schedules) {
    this.#schedules = schedules;
  }

  add(fire: Fire): void {
    const weight = weightOf(fire);
    if (this.#weight + weight > MOST_A_CALL) this.#send();
    this.#fires.push(fire);
    this.#weight += weight;
    this.#count++;
  }

  /** Answers how many were decided, with how many somebody else was first, and when the next is due, if any was sent. */
  async end(): Promise<{ decided: number; lost: number; nextMs: number | null }> {
    this.#send();
    const fired = await Promise.all(this.#sent);
    const decided = fired.reduce((sum, call) => sum + call.decided, 0);
    return { decided, lost: this.#count - decided, nextMs: fired.at(-1)?.nextMs ?? null };
  }

  #send(): void {
    if (this.#fires.length === 0) return;
    this.#sent.push(this.#schedules.fire(this.#fires));
    this.#fires = [];
    this.#weight = 0;
  }
}

const weightOf = ({ runs, ledger }: Fire): number =>
  SCHEDULE_WEIGHT + runs.length + ledger.length * LINE_WEIGHT;
