import { EventEmitter, once } from "node:events";
import { ROWS } from "../rows.ts";
import { percentile } from "../statistics.ts";
import { type Bench, type Figures, withSession } from "./bench.ts";

const WARM_UP = 50;
const LEAD_MS = 1_000;

/** Jobs due at times spread evenly: how late each handler starts. Below zero would be too early. */
export async function measureDue(bench: Bench): Promise<Figures> {
  return withSession(bench, async (session) => {
    const { due, dueOverMs } = bench.sizes;
    const count = WARM_UP + due;
    const lateness: number[] = [];
    const events = new EventEmitter();
    const done = once(events, "done");
    await session.work(100, ({ dueMs }) => {
      lateness.push(performance.timeOrigin + performance.now() - dueMs!);
      if (lateness.length === count) events.emit("done");
    });
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        session.addDelayed(LEAD_MS + Math.round((at * dueOverMs) / due)),
      ),
    );
    await done;
    const warm = lateness.slice(WARM_UP);
    return {
      [ROWS.dueP50]: percentile(warm, 0.5),
      [ROWS.dueP99]: percentile(warm, 0.99),
      [ROWS.dueEarliest]: Math.min(...warm),
    };
  });
}
