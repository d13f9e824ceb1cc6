import type { Fire, Schedules } from "../../queue/schedules.ts";

/** A call of so many schedules holds Redis for a few ms at the most, and leaves a scheduler time to decide about the next. */
const MOST_FIRES_A_CALL = 50;
const MOST_RUNS_A_CALL = 400;

/** Fires many schedules, some a call: Redis works on the first while the next are decided. */
export class FireCalls {
  readonly #schedules: Schedules;
  readonly #sent: Promise<number>[] = [];
  #fires: Fire[] = [];
  #runs = 0;

  constructor(schedules: Schedules) {
    this.#schedules = schedules;
  }

  add(fire: Fire): void {
    if (this.#runs + fire.runs.length > MOST_RUNS_A_CALL) this.#send();
    this.#fires.push(fire);
    this.#runs += fire.runs.length;
    if (this.#fires.length === MOST_FIRES_A_CALL) this.#send();
  }

  /** Answers how many schedules somebody else was first with. */
  async end(): Promise<number> {
    this.#send();
    return (await Promise.all(this.#sent)).reduce((sum, lost) => sum + lost, 0);
  }

  #send(): void {
    const fires = this.#fires;
    if (fires.length === 0) return;
    this.#sent.push(this.#schedules.fire(fires).then(({ decided }) => fires.length - decided));
    this.#fires = [];
    this.#runs = 0;
  }
}
