import { expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { openRedis } from "../../testing/redis.ts";
import { startSystem } from "../../testing/system.ts";
import { until } from "../../testing/until.ts";

const nothing = defineJob({ name: "nothing", args: z.object({}), run: () => null });

/** Two schedules whose stored next time is an hour off, as rules that have changed since would have it. */
async function startMisplanned() {
  const system = startSystem();
  const { service, prefix } = system;
  const redis = await openRedis();
  const tag = `{${prefix}:default}`;
  const cron = { job: nothing, args: {}, cron: "0 3 1 1 *" };
  await service.scheduleCron({ ...cron, id: "zoned", timeZone: "Europe/Berlin" });
  await service.scheduleCron({ ...cron, id: "plain" });
  const right = await service.getSchedule("zoned");
  const wrongMs = Date.parse(right.nextAt!) + 3_600_000;
  for (const id of ["zoned", "plain"]) {
    await redis.hset(`${tag}:schedule:${id}`, "nominal", wrongMs, "next", wrongMs);
    await redis.zadd(`${tag}:due`, wrongMs, id);
  }
  await redis.hset(`${tag}:meta`, "tz", "2020a");
  const field = (id: string, name: string) => redis.hget(`${tag}:schedule:${id}`, name);
  return { ...system, redis, tag, right, wrongMs, field };
}

it("newer rules of time zones move the next times of zoned schedules, once, and no watermark", async () => {
  const { service, startScheduler, redis, tag, right, wrongMs, field } = await startMisplanned();
  const watermark = await field("zoned", "watermark");
  await startScheduler({ tzVersion: "2030a" });
  const read = () => service.getSchedule("zoned");
  await until("planned anew", read, ({ nextAt }) => nextAt === right.nextAt);
  await until(
    "noted",
    () => redis.hget(`${tag}:meta`, "tz"),
    (version) => version === "2030a",
  );
  expect(await field("zoned", "watermark")).toBe(watermark);
  expect(await field("plain", "next"), "UTC has no rules").toBe(String(wrongMs));
  expect((await read()).counters.fired).toBe(0);
});

it("older rules leave what newer ones have planned", async () => {
  const { service, startScheduler, startExecutor, redis, tag, wrongMs, field } =
    await startMisplanned();
  await redis.hset(`${tag}:meta`, "tz", "2040a");
  await startScheduler({ tzVersion: "2030a" });
  await startExecutor({ jobs: [nothing] });
  // A job that was promoted proves that the scheduler has looked at this queue.
  const job = await service.scheduleJob({ job: nothing, args: {}, delayMs: 20 });
  await job.result({ timeoutMs: 10_000 });
  expect(await field("zoned", "next")).toBe(String(wrongMs));
  expect(await redis.hget(`${tag}:meta`, "tz")).toBe("2040a");
});
