import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { preview } from "./preview.ts";
import type { Trigger } from "./timing.ts";

const notes = (expression: string, timeZone: string, from: string) =>
  preview(
    { trigger: { kind: "cron", expression, timeZone } },
    { fromMs: Date.parse(from), anchorMs: 0, count: 3 },
  ).items.map(({ note }) => note ?? null);

describe("the preview", () => {
  it("says what a clock change does to a run", () => {
    expect(notes("30 2 * * *", "Europe/Warsaw", "2026-03-27T12:00Z")).toEqual([
      null,
      "02:30 does not exist on 29 March 2026 in Warsaw: runs at 03:00",
      null,
    ]);
    expect(notes("30 1 * * *", "America/New_York", "2026-10-30T12:00Z")).toEqual([
      null,
      "01:30 happens twice on 1 November 2026 in New York: runs once, at the first",
      null,
    ]);
    expect(notes("30 * * * *", "America/New_York", "2026-11-01T04:45Z")).toEqual([
      "01:30 happens twice on 1 November 2026 in New York: runs both times",
      "01:30 happens twice on 1 November 2026 in New York: runs both times",
      null,
    ]);
  });

  it("shows times on the clock of the trigger's zone, and describes it", () => {
    const trigger: Trigger = { kind: "cron", expression: "0 9 * * 1-5", timeZone: "Europe/Berlin" };
    const shown = preview(
      { trigger },
      { fromMs: Date.parse("2026-11-24T00:00Z"), anchorMs: 0, count: 1 },
    );
    expect(shown).toEqual({
      description: "At 09:00, Monday through Friday (Europe/Berlin)",
      items: [{ atMs: Date.parse("2026-11-24T08:00Z"), local: "Tue 24 Nov 2026 09:00:00 CET" }],
    });
  });

  it("is the same whatever the time zone of the process", () => {
    const program = `
      import { preview } from "./lib/schedule/index.ts";
      const trigger = { kind: "cron", expression: "30 2 * * *", timeZone: "Europe/Warsaw" };
      const { items } = preview({ trigger }, { fromMs: Date.parse("2026-03-27T00:00Z"), anchorMs: 0, count: 5 });
      process.stdout.write(JSON.stringify(items));`;
    const answers = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia"].map((TZ) =>
      execFileSync(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "--eval", program],
        { env: { ...process.env, TZ }, encoding: "utf8" },
      ),
    );
    expect(JSON.parse(answers[0]!)).toHaveLength(5);
    expect(new Set(answers).size).toBe(1);
  });
});
