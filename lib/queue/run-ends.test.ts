import { describe, expect, it } from "vitest";
import { ackOf, openEngine } from "../testing/engine.ts";
import { dueOf, fireOf, putDue, stored } from "../testing/schedules.ts";
import { checkQueue } from "./fsck.ts";

describe("the end of a run", () => {
  it("that pauses its schedule gives up what was still to be caught up with, and an old problem", async () => {
    const engine = await openEngine();
    const { schedules, turn, redis, queue } = engine;
    const { plannedMs, peeked } = await putDue(engine, { overlap: "allow", pauseAfterFailures: 1 });
    const catchUp = { untilMs: plannedMs + 8, cappedMs: plannedMs + 9 };
    await schedules.fire([fireOf(peeked, { catchUp })]);
    await schedules.fail(dueOf(await stored(engine)), "no such zone", plannedMs);
    const [claim] = (await turn({ want: 1 })).claims;
    await turn({ acks: [ackOf(claim!, { outcome: "f" })] });
    expect(await stored(engine)).toMatchObject({ state: "paused", catchUp: null, problem: null });
    expect(await checkQueue(redis, queue.tag)).toEqual([]);
  });
});
