import { ROWS } from "../rows.ts";
import { perSecond } from "../statistics.ts";
import type { Session } from "../subject.ts";
import { type Bench, type Figures, fill, withSession } from "./bench.ts";

const IN_FLIGHT = 100;
/** Jobs added one by one run through more code than others, which is compiled later. */
const WARM_UPS = 5;

/** Jobs added one by one, jobs added in bulk, and what one weighs while it waits. */
export async function measureEnqueue(bench: Bench): Promise<Figures> {
  const { enqueue: count, warmUp } = bench.sizes;
  await withSession(bench, async (session) => {
    await addOneByOne(session, warmUp * WARM_UPS);
    await fill(session, warmUp);
  });
  return withSession(bench, async (session) => {
    await addOneByOne(session, IN_FLIGHT);
    const emptyBytes = await bench.redis.usedBytes();
    let sinceMs = performance.now();
    await addOneByOne(session, count);
    const enqueue = perSecond(count, sinceMs);
    const waitingBytes = ((await bench.redis.usedBytes()) - emptyBytes) / count;
    sinceMs = performance.now();
    await fill(session, count);
    const bulk = perSecond(count, sinceMs);
    return { [ROWS.enqueue]: enqueue, [ROWS.bulk]: bulk, [ROWS.waitingBytes]: waitingBytes };
  });
}

/** So that as many are under way at any time as a busy server would have. */
async function addOneByOne(session: Session, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await session.add();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
