// `node --import tsx bench/forecast.ts [most ms]`: what the forecast of a month costs with a thousand schedules.
import type { Forecast } from "../lib/api/forecast.ts";
import { defineJob } from "../lib/jobs/define-job.ts";
import { readForecast } from "../lib/scheduler/forecast/forecast.ts";
import { SchedulerService } from "../lib/scheduler/service.ts";
import { Store } from "../lib/scheduler/store.ts";
import { connectRedis } from "../lib/redis/connection.ts";
import { z } from "zod";
import { startBenchRedis } from "./redis.ts";
import { median } from "./statistics.ts";
import { shown, table } from "./table.ts";

const SCHEDULES = 1_000;
const JOBS = 2_000;
const ROUNDS = 15;
const DAY_MS = 86_400_000;
const MOST_MS = Number(process.argv[2] ?? 150);
const ZONES = ["UTC", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"];
const QUEUES = ["mail", "reports", "imports", "default"];

/** One in four runs ten times a second to once a minute, the others by an expression in a zone. */
function whenOf(at: number) {
  const minute = at % 60;
  const hour = at % 24;
  const timeZone = ZONES[at % ZONES.length]!;
  const crons = [
    `${minute} ${hour} * * *`,
    `${minute} 9 * * 1-5`,
    `${minute} 6 1 * *`,
    "*/5 * * * *",
    "* * * * *",
    `${minute} */2 * * *`,
  ];
  if (at % 4 === 0) return { every: [100, 1_000, 30_000, 60_000][(at / 4) % 4]! };
  return { cron: crons[at % crons.length]!, timeZone };
}

const redis = await startBenchRedis();
const service = new SchedulerService({ redis: redis.url, prefix: "forecast" });
const store = new Store(
  connectRedis({ url: redis.url, role: "client", name: "bench" }),
  "forecast",
);
await store.ready();
try {
  const job = defineJob({ name: "noop", args: z.object({}), run: () => null });
  for (let at = 0; at < SCHEDULES; at++)
    await service.createSchedule({
      id: `schedule-${at}`,
      job,
      args: {},
      queue: QUEUES[at % QUEUES.length]!,
      ...whenOf(at),
      ...(at % 50 === 0 && { limit: 1_000_000 }),
    });
  await service.scheduleJobs(
    Array.from({ length: JOBS }, (_, at) => ({
      job,
      args: {},
      delayMs: 3_600_000 + at * 1_200_000,
    })),
  );
  const now = Date.now();
  const date = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  const timeZone = "Europe/Berlin";
  const rows = [
    await row("a month by day, 31 days", { from: date(0), to: date(30), timeZone }),
    await row("what a page of six weeks asks", { from: date(0), to: date(41), timeZone }),
    await row("62 days, 100 schedules a day", {
      from: date(0),
      to: date(61),
      timeZone,
      perSlot: 100,
    }),
    await row("a week by hour", { from: date(0), to: date(6), timeZone, by: "hour" }),
    await row("14 days by hour", { from: date(0), to: date(13), timeZone, by: "hour" }),
  ];
  process.stdout.write(
    `${SCHEDULES} schedules, ${JOBS} scheduled jobs; ms, ${ROUNDS} rounds, the first apart; at most ${MOST_MS} ms for the month.\n\n`,
  );
  process.stdout.write(
    table(
      ["", "first", "median", "worst", "CPU", "slots", "runs", "kB"],
      rows.map(({ cells }) => cells),
    ),
  );
  if (rows[0]!.medianMs > MOST_MS) process.exitCode = 1;
} finally {
  store.redis.disconnect();
  await service.close();
  await redis.stop();
}

async function row(name: string, query: Parameters<typeof readForecast>[1]) {
  const times: number[] = [];
  const cpu: number[] = [];
  let forecast: Forecast | undefined;
  for (let round = 0; round <= ROUNDS; round++) {
    const sinceMs = performance.now();
    const before = process.cpuUsage();
    forecast = await readForecast(store, query);
    times.push(performance.now() - sinceMs);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1_000);
  }
  const [first, ...others] = times;
  const runs = forecast!.slots.reduce((sum, slot) => sum + slot.runs, 0);
  const medianMs = median(others);
  return {
    medianMs,
    cells: [
      name,
      shown(first!),
      shown(medianMs),
      shown(Math.max(...others)),
      shown(median(cpu)),
      String(forecast!.slots.length),
      shown(runs),
      shown(JSON.stringify(forecast).length / 1_000),
    ],
  };
}
