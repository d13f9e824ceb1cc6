import { describe, expect, it } from "vitest";
import { definitionOf } from "@/lib/api/asked.ts";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { nextRunTexts } from "./next-run.ts";

const NEXT = "2026-11-24T14:00:00.000Z";
const schedule = (part: Partial<Schedule> = {}) =>
  ({
    id: "nightly",
    queue: "default",
    job: "demo.echo",
    args: { message: "x" },
    options: {},
    trigger: { kind: "every", everyMs: 300_000 },
    overlap: "skip",
    missed: { policy: "latest", max: 100 },
    startAt: null,
    endAt: null,
    limit: null,
    jitterMs: 0,
    pauseAfterFailures: 0,
    state: "active",
    next: [NEXT],
    skips: [],
    live: [],
    pending: 0,
    counters: { fired: 2 },
    ...part,
  }) as unknown as Schedule;

const texts = (
  change: Partial<PutSchedule>,
  part?: Partial<Schedule>,
  firstAt: string | null = null,
) => {
  const edited = schedule(part);
  const before = definitionOf(edited);
  return nextRunTexts({
    edited,
    before,
    after: { ...before, ...change },
    firstAt,
    timeZone: "UTC",
  });
};

describe("what an edit does to the next run", () => {
  it("is nothing, when only the work has changed", () => {
    expect(texts({ args: { message: "y" } })).toEqual([
      "The next time stays: Tue 24 Nov 2026, 14:00:00 UTC.",
    ]);
    expect(texts({ priority: 9 }, { live: ["a"] })[1]).toMatch(/^1 run alive/);
    expect(texts({ overlap: "allow" }, { live: ["a"] })).toHaveLength(1);
  });

  it("is another time, when the plan has", () => {
    expect(texts({ anchor: "epoch" }, {}, "2026-11-24T14:05:00.000Z")).toEqual([
      "The next run moves from Tue 24 Nov 2026, 14:00:00 UTC to Tue 24 Nov 2026, 14:05:00 UTC.",
    ]);
    expect(texts({ every: 60_000 }, {}, NEXT)).toEqual([
      "The next time stays: Tue 24 Nov 2026, 14:00:00 UTC.",
      "It counts from the moment it is saved.",
    ]);
    expect(
      texts(
        { every: 60_000, anchor: "epoch" },
        { skips: [{ plannedAt: NEXT, by: "ana", reason: null }] },
        NEXT,
      )[1],
    ).toBe("1 time of the old plan that was to be skipped no longer count.");
  });

  it("is a jitter about the same planned time", () => {
    expect(texts({ jitterMs: 30_000 })).toEqual([
      "The next planned time stays: Tue 24 Nov 2026, 14:00:00 UTC.",
      "Its run starts up to 30 seconds after it.",
    ]);
    expect(texts({ jitterMs: undefined }, { jitterMs: 5 })[1]).toBe("Its run starts on it.");
  });

  it("waits for the end of a run, for a resumption, and begins again after the end", () => {
    const trigger = { kind: "afterEnd", delayMs: 60_000 } as const;
    expect(texts({ afterEnd: 30_000 }, { trigger, next: [], live: ["a"] })[0]).toBe(
      "The next run is planned once the one that is alive has ended.",
    );
    expect(texts({ every: 60_000 }, { state: "paused", next: [] }, NEXT)).toEqual([
      "It stays paused: nothing runs until it is resumed.",
    ]);
    expect(texts({ limit: 2 })).toEqual([
      "It has had its 2 runs: it ends, and none is planned any more.",
    ]);
    expect(texts({ limit: 3 })[0]).toMatch(/stays/);
    expect(texts({ priority: 1 }, { state: "ended", next: [] }, NEXT)[0]).toBe(
      "The next run is planned for Tue 24 Nov 2026, 14:00:00 UTC.",
    );
  });
});
