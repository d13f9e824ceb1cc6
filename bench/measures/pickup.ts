import { EventEmitter, once } from "node:events";
import { ROWS } from "../rows.ts";
import { percentile } from "../statistics.ts";
import { type Bench, type Figures, pause, withSession } from "./bench.ts";

const WARM_UP = 50;
const SETTLE_MS = 500;
const BETWEEN_MS = 5;

/** A worker that has nothing to do: how long from `add` to the first line of the handler. */
export async function measurePickup(bench: Bench): Promise<Figures> {
  return withSession(bench, async (session) => {
    const started = new EventEmitter();
    await session.work(10, () => void started.emit("start"));
    await pause(SETTLE_MS);
    const waits: number[] = [];
    for (let at = 0; at < WARM_UP + bench.sizes.pickups; at++) {
      const start = once(started, "start");
      const sinceMs = performance.now();
      await Promise.all([session.add(), start.then(() => waits.push(performance.now() - sinceMs))]);
      await pause(BETWEEN_MS);
    }
    const warm = waits.slice(WARM_UP);
    return { [ROWS.pickupP50]: percentile(warm, 0.5), [ROWS.pickupP99]: percentile(warm, 0.99) };
  });
}
