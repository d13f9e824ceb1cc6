import type { Fire, Fired, Schedules } from "../../queue/schedules.ts";

/** Redis works on so many while the next are decided. */
const MOST_FIRES_A_CALL = 50;
/** So many hold Redis for a few ms. */
const MOST_RUNS_A_CALL = 400;

/** Fires many schedules, some a call, each call as soon as it is full. */
export class FireCalls {
  readonly #schedules: Schedules;
  readonly #sent: Promise<Fired>[] = [];
  #count = 0;
  #fires: Fire[] = [];
  #runs = 0;

  constructor(schedules: Schedules) {
    this.#schedules = schedules;
  }

  add(fire: Fire): void {
    if (this.#runs + fire.runs.length > MOST_RUNS_A_CALL) this.#send();
    this.#fires.push(fire);
    this.#runs += fire.runs.length;
    this.#count++;
    if (this.#fires.length === MOST_FIRES_A_CALL) this.#send();
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
    this.#runs = 0;
  }
}
