import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import {
  measureDrain,
  measureDue,
  measureEnqueue,
  measurePickup,
  percentile,
  type Figures,
  type Sizes,
} from "./measures.ts";
import { RedisFigures } from "./redis-figures.ts";
import { startBenchRedis } from "./redis.ts";
import { beeQueue } from "./subjects/bee-queue.ts";
import { bullmq } from "./subjects/bullmq.ts";
import { carillon } from "./subjects/carillon.ts";

const isQuick = process.argv.includes("--quick");
const ROUNDS = isQuick ? 2 : 3;
const SUBJECTS = [carillon, bullmq, beeQueue];
const SIZES: Sizes = isQuick
  ? { enqueue: 10_000, drain: 20_000, due: 1_000, dueOverMs: 5_000, pickups: 200 }
  : { enqueue: 50_000, drain: 100_000, due: 1_000, dueOverMs: 5_000, pickups: 1_000 };

const server = await startBenchRedis();
pin(server.pid, 0);
pin(process.pid, 1);
const redis = new RedisFigures(server.url);
const results = new Map<string, Map<string, number[]>>();

for (let round = 1; round <= ROUNDS; round++) {
  for (const subject of SUBJECTS) {
    process.stdout.write(`round ${round} of ${ROUNDS}: ${subject.name}\n`);
    const bench = { subject, url: server.url, redis, sizes: SIZES };
    record(subject.name, await measureEnqueue(bench));
    record(subject.name, await measureDrain(bench, 100, 0, SIZES.drain));
    record(subject.name, await measureDrain(bench, 10, 0, SIZES.drain / 2));
    record(subject.name, await measureDrain(bench, 1, 0, SIZES.drain / 10));
    record(subject.name, await measureDrain(bench, 100, 5, SIZES.drain / 5));
    record(subject.name, await measurePickup(bench));
    record(subject.name, await measureDue(bench));
  }
}
redis.close();
await server.stop();
report();

/** Redis has core 0 and the driver core 1, where the system can do that. */
function pin(pid: number, core: number): void {
  if (process.platform !== "linux" || cpus().length < 2) return;
  execFileSync("taskset", ["-apc", String(core), String(pid)], { stdio: "ignore" });
}

function record(subject: string, figures: Figures): void {
  for (const [row, figure] of Object.entries(figures)) {
    const bySubject = results.get(row) ?? new Map<string, number[]>();
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), figure]);
    results.set(row, bySubject);
  }
}

function report(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${server.version}`;
  const names = SUBJECTS.map(({ name }) => name);
  const rows = [...results].map(([row, bySubject]) => ({
    row,
    medians: names.map((name) => percentile(bySubject.get(name) ?? [], 0.5)),
  }));
  const header = ["", ...names, ...names.slice(1).map((name) => `÷ ${name}`)];
  const table = rows.map(({ row, medians }) => {
    const [ours, ...peers] = medians as [number, ...number[]];
    return [
      row,
      ...medians.map((median) => shown(median)),
      ...peers.map((peer) => (ours / peer).toFixed(2)),
    ];
  });
  const widths = header.map((_, column) =>
    Math.max(...[header, ...table].map((line) => line[column]!.length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(" | ")} |\n`;
  process.stdout.write(`\n${machine}\nmedians of ${ROUNDS} rounds, 100-byte payload\n\n`);
  process.stdout.write(
    line(header) + line(widths.map((width) => "-".repeat(width))) + table.map(line).join(""),
  );
  const out = process.argv.find((arg) => arg.startsWith("--json="))?.slice("--json=".length);
  if (out)
    writeFileSync(
      out,
      `${JSON.stringify({ machine, rounds: ROUNDS, at: new Date().toISOString(), results: Object.fromEntries([...results].map(([row, by]) => [row, Object.fromEntries(by)])) }, null, 2)}\n`,
    );
}

function shown(figure: number): string {
  return Math.abs(figure) >= 100 ? Math.round(figure).toLocaleString("en") : figure.toFixed(2);
}
