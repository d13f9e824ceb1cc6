/** A program: what the product answers to many questions about time, as one digest, whatever the zone of the process. */
import { createHash } from "node:crypto";
import { compile, describe, describeOnce, preview, type Trigger } from "../index.ts";
import { ZONES } from "./zones.ts";

const DAY_MS = 86_400_000;
const EXPRESSIONS = [
  "30 2 * * *",
  "*/20 0-3 * * *",
  "0 0 * * *",
  "15,45 23,0,1 * * *",
  "0 12 L * *",
  "30 1 15W * *",
  "0 3 * * 5#L",
  "0 0 13 * +FRI",
  "10 */7 * * * *",
  "0 0 29 2 *",
];
const answers: unknown[] = [];

for (const timeZone of ZONES)
  for (const expression of EXPRESSIONS) {
    const trigger: Trigger = { kind: "cron", expression, timeZone };
    const compiled = compile({ trigger }, { anchorMs: 0 });
    for (let month = 0; month < 24; month++) {
      const fromMs = Date.UTC(2026, month, 25, 12, 34, 56, 789);
      answers.push(compiled.next(fromMs), compiled.previous(fromMs));
      answers.push(compiled.count(fromMs, fromMs + 40 * DAY_MS));
    }
    answers.push(describe(trigger));
    answers.push(preview({ trigger }, { fromMs: Date.UTC(2026, 2, 1), anchorMs: 0, count: 10 }));
  }
for (const anchor of ["start", "epoch", Date.UTC(2026, 2, 29, 1)] as const) {
  const trigger: Trigger = { kind: "every", everyMs: 7 * 3_600_000, anchor };
  answers.push(preview({ trigger }, { fromMs: Date.UTC(2026, 2, 28), anchorMs: 5, count: 10 }));
}
answers.push(describeOnce({ kind: "at", at: Date.UTC(2026, 2, 29, 1, 30) }));

const digest = createHash("sha256").update(JSON.stringify(answers)).digest("hex");
process.stdout.write(
  JSON.stringify({ digest, answers: answers.length, offset: new Date(0).getTimezoneOffset() }),
);
