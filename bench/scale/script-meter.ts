import { percentile } from "../statistics.ts";
import type { SlowLog } from "./slow-log.ts";

export interface ScriptFigures {
  row: string;
  calls: number;
  p50Us: number;
  p99Us: number;
  maxUs: number;
}

/** Measures how long Redis is held by calls of a script. */
export class ScriptMeter {
  readonly figures: ScriptFigures[] = [];
  readonly #log: SlowLog;

  constructor(log: SlowLog) {
    this.#log = log;
  }

  /** `prepare` is not measured; what it answers is what `run` works on. The first round is for Redis to know the script. */
  async measure<T>(
    row: string,
    rounds: number,
    prepare: () => Promise<T> | T,
    run: (prepared: T) => Promise<unknown>,
  ): Promise<void> {
    const us: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const prepared = await prepare();
      const commands = await this.#log.during(() => run(prepared));
      if (round === 0) continue;
      for (const { name, us: each } of commands) if (name === "evalsha") us.push(each);
    }
    const [p50Us, p99Us] = [percentile(us, 0.5), percentile(us, 0.99)];
    this.figures.push({ row, calls: us.length, p50Us, p99Us, maxUs: Math.max(...us) });
  }
}
