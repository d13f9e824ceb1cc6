import { cpus } from "node:os";
import { connectRedis } from "../lib/redis/connection.ts";
import { Store } from "../lib/scheduler/store.ts";
import { pin } from "./pin.ts";
import { startBenchRedis } from "./redis.ts";
import { fill } from "./scale/fill.ts";
import { measureBulk, measurePaging, measureSingle } from "./scale/job-scripts.ts";
import { measureReads, type ReadFigures } from "./scale/reads.ts";
import { measurePresence } from "./scale/presence.ts";
import { measureSchedules } from "./scale/schedule-scripts.ts";
import { type ScriptFigures, ScriptMeter } from "./scale/script-meter.ts";
import { SlowLog } from "./scale/slow-log.ts";

const isQuick = process.argv.includes("--quick");
const SIZES = isQuick
  ? { waiting: 100_000, finished: 20_000 }
  : { waiting: 1_000_000, finished: 200_000 };
/** No script may hold Redis for longer, nor a page of an index at the 95th percentile. */
const MOST_US = 5_000;

const server = await startBenchRedis();
pin(server.pid, 0);
pin(process.pid, 1);
const redis = connectRedis({ url: server.url, role: "worker", name: "scale" });
const store = new Store(redis, "bench");
await store.ready();
const log = new SlowLog(server);
await log.open();

const sinceMs = performance.now();
await fill(store, SIZES);
say(
  `${count(SIZES.waiting)} waiting and ${count(SIZES.finished)} finished jobs in ${Math.round((performance.now() - sinceMs) / 1_000)} s`,
);
const reads = await measureReads(store, log);
const meter = new ScriptMeter(log);
await measurePaging(store, meter);
await measureBulk(store, meter);
await measureSingle(store, meter);
await measureSchedules(store, meter);
await measurePresence(store, meter);
log.close();
redis.disconnect();
await server.stop();
report(reads, meter.figures);

function report(readFigures: ReadFigures[], scripts: ScriptFigures[]): void {
  say(
    `\n${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${server.version}\n`,
  );
  table(
    ["reads", "Redis p50 ms", "p95 ms", "in all p50 ms", "p95 ms", "jobs/s"],
    readFigures.map(({ row, redisMs, totalMs, jobsPerSecond }) => [
      row,
      redisMs.p50.toFixed(2),
      redisMs.p95.toFixed(2),
      totalMs.p50.toFixed(2),
      totalMs.p95.toFixed(2),
      jobsPerSecond === null ? "" : count(Math.round(jobsPerSecond)),
    ]),
  );
  table(
    ["scripts", "calls", "p50 µs", "p99 µs", "max µs"],
    scripts.map(({ row, ...figures }) => [
      row,
      ...[figures.calls, figures.p50Us, figures.p99Us, figures.maxUs].map(count),
    ]),
  );
  const slow = [
    ...scripts.filter(({ maxUs }) => maxUs > MOST_US),
    ...readFigures.filter(
      ({ redisMs, jobsPerSecond }) => jobsPerSecond === null && redisMs.p95 > MOST_US / 1_000,
    ),
  ];
  if (slow.length === 0) return say(`Nothing held Redis for longer than ${count(MOST_US)} µs.`);
  say(`Held Redis for longer than ${count(MOST_US)} µs: ${slow.map(({ row }) => row).join("; ")}`);
  process.exitCode = 1;
}

function table(header: string[], rows: string[][]): void {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((cells) => cells[column]!.length)),
  );
  const line = (cells: string[]) =>
    say(
      `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join(" | ")} |`,
    );
  line(header);
  line(widths.map((width) => "-".repeat(width)));
  rows.forEach(line);
  say("");
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
