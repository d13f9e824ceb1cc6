import { writeFileSync } from "node:fs";
import { answerOf, startChild } from "./child.ts";
import { describeMachine } from "./machine.ts";
import type { Figures } from "./measures/bench.ts";
import { parseOptions } from "./options.ts";
import { pin } from "./pin.ts";
import { startBenchRedis } from "./redis.ts";
import { report } from "./report.ts";
import { Results } from "./results.ts";
import type { SubjectTask } from "./subject-process.ts";
import { SUBJECT_NAMES } from "./subjects/index.ts";

const { sizes, measures, subjects, jsonFile } = parseOptions(process.argv.slice(2));
const begunMs = performance.now();
const server = await startBenchRedis();
// Redis has a core for itself. All else shares another, as children are where their parent is.
pin(server.pid, 0);
pin(process.pid, 1);

const results = new Results();
for (let round = 0; round < sizes.rounds; round++) {
  // Another one goes first each time, so that what warms up or slows down the machine favours none.
  const first = round % subjects.length;
  for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
    say(`round ${round + 1} of ${sizes.rounds}: ${SUBJECT_NAMES[subject]}`);
    const task: SubjectTask = { subject, url: server.url, measures, sizes };
    results.add(subject, (await answerOf(startChild("./subject-process.ts", task))) as Figures);
  }
}
await server.stop();

const rows = results.rows();
const machine = describeMachine(server.version);
const tookS = Math.round((performance.now() - begunMs) / 1_000);
say(`\n${machine}`);
say(
  `${sizes.rounds === 1 ? "one round" : `medians of ${sizes.rounds} rounds`}, 100-byte payload, ${tookS} s in all\n`,
);
say(report(rows, subjects));
if (jsonFile) {
  const at = new Date().toISOString();
  writeFileSync(jsonFile, `${JSON.stringify({ machine, at, tookS, sizes, rows }, null, 2)}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
