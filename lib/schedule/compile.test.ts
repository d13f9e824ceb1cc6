import { describe, expect, it } from "vitest";
import { compile, firstWatermark } from "./compile.ts";
import type { Timing } from "./timing.ts";

const CREATED_MS = Date.UTC(2026, 0, 1, 12);
const DAY_MS = 86_400_000;
type Given = Pick<Timing, "trigger" | "startAt" | "endAt">;

/** The first planned time of a schedule that was created just now. */
const first = (timing: Given) =>
  compile(timing, { anchorMs: CREATED_MS }).next(firstWatermark(timing, CREATED_MS));

describe("the first planned time", () => {
  const every = { kind: "every" as const, everyMs: 60_000 };
  const afterEnd = { kind: "afterEnd" as const, delayMs: 60_000 };
  const daily = { kind: "cron" as const, expression: "0 12 * * *", timeZone: "UTC" };
  const tomorrow = CREATED_MS + DAY_MS;
  const yesterday = CREATED_MS - DAY_MS;

  it.each<[string, Given, number]>([
    ["an interval: one interval on", { trigger: every }, CREATED_MS + 60_000],
    ["immediately: now", { trigger: { ...every, immediately: true } }, CREATED_MS],
    ["an interval with a start: the start", { trigger: every, startAt: tomorrow }, tomorrow],
    ["a start that is now: now", { trigger: every, startAt: CREATED_MS }, CREATED_MS],
    [
      "a start that has passed: its grid",
      { trigger: every, startAt: yesterday + 1 },
      CREATED_MS + 1,
    ],
    [
      "immediately, with a start that has passed: its grid",
      { trigger: { ...every, immediately: true }, startAt: yesterday + 1 },
      CREATED_MS + 1,
    ],
    ["a cron expression that matches right now: the next", { trigger: daily }, tomorrow],
    ["the same with a start that is now: now", { trigger: daily, startAt: CREATED_MS }, CREATED_MS],
    ["after each end: a delay on", { trigger: afterEnd }, CREATED_MS + 60_000],
    [
      "after each end, immediately: now",
      { trigger: { ...afterEnd, immediately: true } },
      CREATED_MS,
    ],
    [
      "after each end, with a start: a delay after it",
      { trigger: afterEnd, startAt: tomorrow },
      tomorrow + 60_000,
    ],
    [
      "after each end, immediately, with a start: the start",
      { trigger: { ...afterEnd, immediately: true }, startAt: tomorrow },
      tomorrow,
    ],
    [
      "after each end, with a start that has passed",
      { trigger: afterEnd, startAt: yesterday },
      CREATED_MS + 60_000,
    ],
    [
      "after each end, immediately, with a start that has passed",
      { trigger: { ...afterEnd, immediately: true }, startAt: yesterday },
      CREATED_MS,
    ],
  ])("of %s", (_, timing, expected) => {
    expect(first(timing)).toBe(expected);
  });
});

describe("a trigger that waits for the end of a run", () => {
  const trigger = { kind: "afterEnd" as const, delayMs: 60_000 };
  const awaiting = (awaitedMs: number | null, within: Partial<Given> = {}) =>
    compile({ trigger, ...within }, { anchorMs: CREATED_MS, awaitedMs });

  it("plans the one time that the last end has planned", () => {
    const compiled = awaiting(CREATED_MS + 5);
    expect(compiled.next(CREATED_MS)).toBe(CREATED_MS + 5);
    expect(compiled.next(CREATED_MS + 5)).toBeNull();
    expect(compiled.count(CREATED_MS, CREATED_MS + DAY_MS)).toBe(1);
    expect(compiled.previous(CREATED_MS + DAY_MS)).toBe(CREATED_MS + 5);
  });

  it("plans nothing while that run goes on", () => {
    expect(awaiting(null).next(CREATED_MS)).toBeNull();
  });

  it("plans nothing after its end, and nothing before its start", () => {
    expect(awaiting(CREATED_MS + 5, { endAt: CREATED_MS + 4 }).next(CREATED_MS)).toBeNull();
    expect(awaiting(CREATED_MS + 5, { startAt: CREATED_MS + 9 }).next(CREATED_MS)).toBe(
      CREATED_MS + 9,
    );
  });
});

describe("looking back", () => {
  it("finds what lies more than ten years back", () => {
    const trigger = { kind: "cron" as const, expression: "0 0 0 1 1 * 1999", timeZone: "UTC" };
    const compiled = compile({ trigger }, { anchorMs: 0 });
    expect(compiled.previous(CREATED_MS)).toBe(Date.UTC(1999, 0, 1));
  });
});
