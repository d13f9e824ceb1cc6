import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { layoutsFor } from "./layouts/layouts.ts";
import { type LayoutRound, measureLayout } from "./layouts/measure.ts";
import { describeMachine } from "./machine.ts";
import { parseRounds } from "./options.ts";
import { pin } from "./pin.ts";
import { RedisFigures } from "./redis-figures.ts";
import { startBenchRedis } from "./redis.ts";
import { median } from "./statistics.ts";
import { shown, table } from "./table.ts";

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    quick: { type: "boolean" },
    rounds: { type: "string", default: "3" },
    json: { type: "string" },
  },
});
const ROUNDS = parseRounds(options.rounds);
const SIZES = options.quick
  ? { jobs: 100_000, drained: 20_000 }
  : { jobs: 1_000_000, drained: 100_000 };

const layouts = layoutsFor(SIZES.jobs);
const rounds = new Map<string, LayoutRound[]>(layouts.map(({ name }) => [name, []]));
let version = "";
for (let round = 1; round <= ROUNDS; round++) {
  for (const layout of layouts) {
    process.stdout.write(`round ${round} of ${ROUNDS}: ${layout.name}\n`);
    // A fresh server each time: memory that another layout has left in pieces is not to be its burden.
    const server = await startBenchRedis();
    pin(server.pid, 0);
    pin(process.pid, 1);
    const figures = new RedisFigures(server.url);
    rounds.get(layout.name)!.push(await measureLayout(server.url, figures, layout, SIZES));
    figures.close();
    await server.stop();
    version = server.version;
  }
}
report(describeMachine(version));

function report(machine: string): void {
  const header = [
    "",
    "enqueue jobs/s",
    "drain jobs/s",
    "Redis µs a job, enqueue",
    "drain",
    "bytes waiting",
    "finished",
    "longest enqueue of 500, ms",
    "longest turn of 100, ms",
    "memory step, MiB",
  ];
  const rows = [...rounds].map(([name, all]) => [
    name,
    shown(median(all.map(({ enqueuePerSecond }) => enqueuePerSecond))),
    shown(median(all.map(({ drainPerSecond }) => drainPerSecond))),
    (sum(quietest(all, "enqueueCallsUs")) / SIZES.jobs).toFixed(2),
    (sum(quietest(all, "turnsUs")) / SIZES.drained).toFixed(2),
    shown(median(all.map(({ waitingBytes }) => waitingBytes))),
    shown(median(all.map(({ finishedBytes }) => finishedBytes))),
    (Math.max(...quietest(all, "enqueueCallsUs")) / 1_000).toFixed(2),
    (Math.max(...quietest(all, "turnsUs")) / 1_000).toFixed(2),
    (median(all.map(({ memoryStepBytes }) => memoryStepBytes)) / 2 ** 20).toFixed(1),
  ]);
  process.stdout.write(
    `\n${machine}\n${shown(SIZES.jobs)} jobs, ${shown(SIZES.drained)} of them drained, ${ROUNDS} rounds\n\n${table(header, rows)}`,
  );
  if (options.json)
    writeFileSync(
      options.json,
      `${JSON.stringify({ machine, at: new Date().toISOString(), sizes: SIZES, header, rows }, null, 2)}\n`,
    );
}

/** Of each call the shortest of all rounds: what is left is the work itself and not what the machine did beside it. */
function quietest(all: LayoutRound[], which: "enqueueCallsUs" | "turnsUs"): number[] {
  return all[0]![which].map((_, call) => Math.min(...all.map((round) => round[which][call]!)));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
