import { describe, expect, it } from "vitest";
import { openSchedules, type Schedules, tick } from "../lib/testing/planted.ts";
import { startProcess, startWorker, type TestProcess } from "../lib/testing/processes.ts";
import { adminRedisUrl } from "../lib/testing/redis.ts";
import { createSeed, seeded } from "../lib/testing/seeded.ts";
import { until } from "../lib/testing/until.ts";

const environment = ({ prefix }: Schedules) => ({ CARILLON_PREFIX: prefix });

async function scheduler(system: Schedules): Promise<TestProcess> {
  const worker = startWorker("scheduler", environment(system));
  await worker.untilLine(/scheduler started/);
  return worker;
}

const madeBy = ({ redis, tag }: Schedules) => redis.hlen(`${tag}:jobs`);

describe("E23: 3 schedulers, one stopped (SIGSTOP) between peek and fire for 60 s", () => {
  it("0 double: its fire changes nothing (20 fires of the others for 60 s)", async () => {
    const system = await openSchedules();
    const nowMs = await system.nowMs();
    await system.plant({
      timing: {
        trigger: { kind: "every", everyMs: 100 },
        overlap: "allow",
        missed: { policy: "all", max: 1_000 },
      },
      anchorMs: nowMs - 450,
      watermarkMs: nowMs - 450,
      nominalMs: nowMs - 350,
    });
    const hesitant = startProcess(["--import", "tsx", "lib/testing/hesitant-scheduler.ts"], {
      REDIS_URL: adminRedisUrl(),
      ...environment(system),
    });
    const peeked = await hesitant.untilLine(/^peeked/);
    expect(Number(/\d+/.exec(peeked)![0])).toBeGreaterThan(3);
    hesitant.child.kill("SIGSTOP");
    await Promise.all([scheduler(system), scheduler(system)]);
    // It would go on now, were it not stopped.
    await system.redis.rpush(`{${system.prefix}}:go`, "go");
    const made = await madeBy(system);
    await until(
      "the others to fire",
      () => madeBy(system),
      (jobs) => jobs >= made + 20,
    );
    expect(hesitant.lines.some((line) => line.startsWith("fired"))).toBe(false);
    hesitant.child.kill("SIGCONT");
    expect(await hesitant.untilLine(/^fired/)).toMatch(/"decided":0,"made":0/);
    expect(await hesitant.exit).toBe(0);
    await system.service.pauseSchedule("s");
    const planned = (await system.runs()).map(({ plannedMs }) => plannedMs);
    expect(planned).toEqual(planned.map((_, k) => nowMs - 350 + k * 100));
    expect((await system.stored()).counters).toMatchObject({ fired: planned.length, coalesced: 0 });
  });
});

describe("three schedulers, stopped, continued, killed and replaced under load", () => {
  const IDS = Array.from({ length: 42 }, (_, n) => `s${n}`);
  const everyOf = (index: number) => 100 + Math.round((150 * index) / (IDS.length - 1));
  const LASTS_MS = 15_000;

  /** Stops one or two of three at random moments, for as long as the others take for some number of fires. */
  async function disturb(
    system: Schedules,
    { team, total, random }: { team: TestProcess[]; total: number; random: () => number },
  ) {
    const pick = (least: number, most: number) => least + Math.floor(random() * (most - least));
    const made = () => madeBy(system);
    const more = async (count: number) => {
      const goal = Math.min((await made()) + count, total);
      await until("fires", made, (jobs) => jobs >= goal);
    };
    let isReplaced = false;
    while ((await made()) < total * 0.85) {
      await more(pick(20, 120));
      const first = pick(0, 3);
      const stopped = random() < 0.4 ? [first, (first + 1) % 3] : [first];
      for (const index of stopped) team[index]!.child.kill("SIGSTOP");
      await more(pick(20, 600));
      if (!isReplaced && (await made()) > total * 0.4) {
        isReplaced = true;
        team[first]!.child.kill("SIGKILL");
        team[first] = await scheduler(system);
      }
      for (const index of stopped) team[index]!.child.kill("SIGCONT");
    }
    expect(isReplaced).toBe(true);
  }

  it("0 missing, 0 double: each planned time of 42 grids from the first to the last is exactly one run", async () => {
    const seed = createSeed();
    const system = await openSchedules();
    const team = await Promise.all([1, 2, 3].map(() => scheduler(system)));
    const startMs = (await system.nowMs()) + 2_000;
    const window = { startAt: new Date(startMs), endAt: new Date(startMs + LASTS_MS) };
    const rules = { overlap: "allow", missed: { policy: "all", max: 1_000 } } as const;
    const made = await Promise.all(
      IDS.map((id, index) =>
        system.service.createSchedule({
          id,
          job: tick,
          args: {},
          every: everyOf(index),
          ...rules,
          ...window,
        }),
      ),
    );
    // Of one that was made after the start, on a slow machine, the first comes later.
    const expected = made.map(({ nextAt }, index) => {
      const first = Date.parse(nextAt!);
      const count = Math.floor((startMs + LASTS_MS - first) / everyOf(index)) + 1;
      return Array.from({ length: count }, (_, k) => first + k * everyOf(index));
    });
    const total = expected.flat().length;
    await disturb(system, { team, total, random: seeded(seed) });
    expect(total).toBeGreaterThan(3_000);
    await until(
      "every end",
      () => system.redis.zcard(`${system.tag}:due`),
      (due) => due === 0,
    );
    const runs = await system.runsBySchedule();
    for (const [index, id] of IDS.entries()) {
      const planned = runs.get(id)?.map(({ plannedMs }) => plannedMs);
      expect(planned, `${id}, seed ${seed}`).toEqual(expected[index]);
      const { state, counters } = await system.stored(id);
      expect(state).toBe("ended");
      const fired = expected[index]!.length;
      expect(counters).toMatchObject({ fired, coalesced: 0, missedCapped: 0 });
    }
    expect(await madeBy(system)).toBe(total);
    const ready = await system.redis.lrange(`${system.tag}:ready:5`, 0, "-1");
    expect(new Set(ready).size).toBe(total);
    expect(ready.length).toBe(total);
  }, 90_000);
});
