import { expect } from "vitest";
import { compile } from "../compile.ts";
import { preview } from "../preview.ts";

/** What an expression does about a clock change: each run, and what the preview says of it. */
export interface ClockChange {
  zone: string;
  from: string;
  expression: string;
  runs: [at: string, note?: string][];
}

/** Holds the preview to it, and the scheduler to the preview. */
export function checkPreview({ zone, from, expression, runs }: ClockChange): void {
  const trigger = { kind: "cron" as const, expression, timeZone: zone };
  const fromMs = Date.parse(from);
  const { items } = preview({ trigger }, { fromMs, anchorMs: 0, count: runs.length });
  expect(items.map(({ atMs, note }) => [new Date(atMs).toISOString(), note])).toEqual(
    runs.map(([at, note]) => [new Date(at).toISOString(), note]),
  );
  const compiled = compile({ trigger }, { anchorMs: 0 });
  let at = fromMs;
  for (const { atMs } of items) expect((at = compiled.next(at)!)).toBe(atMs);
}
