import { describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { counted, decidedIn, openSchedules, tick } from "../../testing/planted.ts";
import { startSmallRedis } from "../../testing/small-redis.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const MINUTE_MS = 60_000;
const WARN = 40;
const POLICIES = [
  { policy: "latest", counts: { fired: 1, coalesced: 2 } },
  { policy: "all", counts: { fired: 3 } },
  { policy: "skip", counts: { missedSkipped: 3 } },
];

async function openSmall() {
  const small = await startSmallRedis();
  const system = await openSchedules({ url: small.urls.any, adminUrl: small.adminUrl });
  const lines: { level: number; msg: string }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
  return {
    ...small,
    ...system,
    /** What the scheduler has logged but for that it has started. */
    told: () => lines.filter(({ msg }) => !msg.startsWith("scheduler st")),
    startScheduler: () => system.startScheduler({ logger: createLogger("info", {}, { write }) }),
    /** Resolves when the scheduler has been at its queues since. */
    async ticked() {
      const sinceMs = await system.nowMs();
      await until(
        "a second sign of life",
        () => system.service.listWorkers(),
        ({ items }) =>
          items.some(
            ({ kind, beatAt }) => kind === "scheduler" && Date.parse(beatAt) > sinceMs + 1_100,
          ),
      );
    },
  };
}

describe.each([
  { state: "near its limit", share: 0.97 },
  { state: "beyond its limit", share: 1.02 },
])("schedules that are due while Redis is $state", ({ share }) => {
  it.each(POLICIES)("wait, and are decided by their rule: $policy", async ({ policy, counts }) => {
    const system = await openSmall();
    const noonMs = (await system.nowMs()) - (17 * 60 + 31) * 1_000;
    const at = (minute: number) => noonMs + minute * MINUTE_MS;
    await system.plant({
      timing: {
        trigger: { kind: "every", everyMs: 5 * MINUTE_MS },
        overlap: "allow",
        missed: { policy },
      },
      anchorMs: noonMs,
      watermarkMs: noonMs,
      nominalMs: at(5),
    });
    await system.fillTo(share);
    await system.startScheduler();
    await system.ticked();
    expect(await system.stored()).toMatchObject({ watermarkMs: noonMs, nextMs: at(5) });
    expect(await system.runs()).toEqual([]);
    expect(system.told()).toMatchObject([
      { level: WARN, msg: expect.stringMatching(/^Redis is full/) as string },
    ]);

    await system.makeRoom();
    const after = await until(
      "it to be decided",
      () => system.service.getSchedule("s"),
      ({ nextAt }) => nextAt === iso(at(20)),
    );
    expect(counted(after)).toEqual(counts);
    expect(decidedIn(after)).toBe(3);
    expect(system.told().map(({ level }) => level)).toEqual([WARN, 30]);
  });

  it("lose none of their times when it becomes so under way", async () => {
    const system = await openSmall();
    const { service, startExecutor } = system;
    await system.makeRoom();
    await startExecutor({ jobs: [tick] });
    await system.startScheduler();
    const missed = { policy: "all", max: 100 } as const;
    await service.schedulePeriodic({
      id: "busy",
      interval: 0.1,
      job: tick,
      args: {},
      overlap: "allow",
      missed,
    });
    const fired = async () => (await service.getSchedule("busy")).counters.fired;
    await until("some fires", fired, (count) => count > 5);
    await system.fillTo(share);
    await until("the scheduler to know", system.told, (lines) => lines.length === 1);
    const held = await fired();
    await system.ticked();
    expect(await fired()).toBe(held);
    await system.makeRoom();
    await until("what was held back", fired, (count) => count > held + 10);
    const paused = await service.pauseSchedule("busy");
    const stored = await system.stored("busy");
    const times = (stored.watermarkMs - stored.anchorMs) / 100;
    expect(decidedIn(paused)).toBe(times);
    expect(counted(paused)).toEqual({ fired: times });
  });
});
