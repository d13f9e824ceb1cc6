import { describe, expect, it } from "vitest";
import { preview } from "./preview.ts";
import type { Timing, Trigger } from "./timing.ts";

const NOON_MS = Date.UTC(2026, 10, 24, 12);
const cron = (expression: string, timeZone = "UTC"): Trigger => ({
  kind: "cron",
  expression,
  timeZone,
});
const shown = (trigger: Trigger, within: Partial<Timing> = {}, count = 3) =>
  preview({ trigger, ...within }, { fromMs: NOON_MS, anchorMs: NOON_MS, count });

describe("the preview", () => {
  it("shows times on the clock of the trigger's zone, and describes it", () => {
    expect(shown(cron("0 9 * * 1-5", "Europe/Berlin"), {}, 1)).toEqual({
      description: "At 09:00, Monday through Friday (Europe/Berlin)",
      items: [{ atMs: Date.parse("2026-11-25T08:00Z"), local: "Wed 25 Nov 2026 09:00:00 CET" }],
      notes: [],
    });
  });

  it("shows an interval on the clock of UTC, within its start and its end", () => {
    const trigger: Trigger = { kind: "every", everyMs: 90_000 };
    const within = { startAt: NOON_MS + 60_000, endAt: NOON_MS + 150_000 };
    expect(shown(trigger, within, 10).items).toEqual([
      { atMs: NOON_MS + 60_000, local: "Tue 24 Nov 2026 12:01:00 UTC" },
      { atMs: NOON_MS + 150_000, local: "Tue 24 Nov 2026 12:02:30 UTC" },
    ]);
  });

  it("shows the first run alone of a trigger that waits for the end of each", () => {
    const trigger: Trigger = { kind: "afterEnd", delayMs: 30_000 };
    expect(shown(trigger, {}, 10)).toEqual({
      description: "30 s after each run has ended",
      items: [
        {
          atMs: NOON_MS + 30_000,
          local: "Tue 24 Nov 2026 12:00:30 UTC",
          note: "then 30 s after each run has ended",
        },
      ],
      notes: [],
    });
  });

  it("ends with the last planned time", () => {
    expect(shown(cron("0 0 0 24,25 12 * 2026"), {}, 10).items).toHaveLength(2);
    const startAt = Date.parse("9999-12-31T23:59:59.700Z");
    expect(shown({ kind: "every", everyMs: 100 }, { startAt }, 10).items).toHaveLength(3);
  });
});

describe("a note on the whole", () => {
  const notes = (expression: string) => shown(cron(expression)).notes;

  it.each([
    ["0 0 */2 * MON", "*/2"],
    ["0 0 13 * */2", "*/2"],
    ["0 0 *,5 * MON", "*,5"],
  ])("says where Vixie cron would read a star otherwise: %s", (expression, star) => {
    expect(notes(expression)).toEqual([
      `${star} restricts the days as any list does: a day runs when either day field matches. Vixie cron asks for both here; + before the day of week does the same.`,
    ]);
  });

  it.each([
    "0 0 */2 * *",
    "0 0 */2 * ?",
    "0 0 * * */2",
    "0 0 13 * FRI",
    "0 0 */2 * +MON",
    "*/5 */2 * */3 *",
  ])("says nothing where it reads the same: %s", (expression) => {
    expect(notes(expression)).toEqual([]);
  });
});
