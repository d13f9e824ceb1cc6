import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { parseJobId } from "../jobs/names.ts";
import { connectRedis } from "../redis/connection.ts";
import { queueTag } from "../redis/keys.ts";
import { adminRedisUrl, testRedisUrl, uniquePrefix } from "../testing/redis.ts";
import { JobFailedError } from "../scheduler/results.ts";
import { SchedulerService } from "../scheduler/service.ts";
import { Executor } from "./executor.ts";

const unreadable = (property: string) =>
  Object.defineProperty(new Error("x"), property, {
    get: () => {
      throw new Error("no");
    },
  });
const cycle: Record<string, unknown> = {};
cycle.self = cycle;
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

const redisUrl = testRedisUrl();
const prefix = uniquePrefix();
const handlers = new Map<string, () => unknown>();
const odd = defineJob({
  name: "odd",
  args: z.object({ handler: z.string() }),
  run: ({ handler }): unknown => handlers.get(handler)!(),
});
const service = new SchedulerService({ redis: redisUrl, prefix });
const executor = new Executor({ redis: redisUrl, prefix, jobs: [odd] });
const redis = connectRedis({ url: adminRedisUrl(), role: "client" });
// One for all: what one handler does to the executor would show with the next.
beforeAll(() => executor.start());
afterAll(async () => {
  await executor.stop();
  await service.close();
  redis.disconnect();
});

/** Runs a handler in the executor, and answers the job and how many bytes Redis keeps of the attempt. */
async function outcomeOf(run: () => unknown) {
  const handler = String(handlers.size);
  handlers.set(handler, run);
  const { id } = await service.scheduleJob({ job: odd, args: { handler } });
  await service.resultOf(id).catch((error: unknown) => {
    if (!(error instanceof JobFailedError)) throw error;
  });
  const { queue, localId } = parseJobId(id)!;
  const lines = await redis.lrange(`${queueTag(prefix, queue)}:attempts:${localId}`, 0, -1);
  return { job: await service.getJob(id), bytes: Buffer.byteLength(lines.join("")) };
}

describe("whatever a handler throws fails its attempt, and no more than 20 kB are kept of it:", () => {
  it.each<[string, unknown, { name: string; message: RegExp; stack?: RegExp }]>([
    ["undefined", undefined, { name: "Thrown", message: /threw undefined/ }],
    ["null", null, { name: "Thrown", message: /threw null/ }],
    ["a symbol", Symbol("odd"), { name: "Thrown", message: /Symbol\(odd\)/ }],
    ["a bigint", 10n, { name: "Thrown", message: /threw 10,/ }],
    ["a function", () => "fn", { name: "Thrown", message: /"fn"/ }],
    ["a plain object", { code: 7 }, { name: "Thrown", message: /\{"code":7\}/ }],
    ["an object in a circle", cycle, { name: "Thrown", message: /\[object Object\]/ }],
    ["an object of no class", Object.create(null), { name: "Thrown", message: /\{\}/ }],
    ["a revoked proxy", revoked, { name: "Thrown", message: /cannot be read/ }],
    [
      "ten megabytes of text",
      "y".repeat(10_000_000),
      { name: "Thrown", message: /more characters/ },
    ],
    [
      "an error of ten megabytes",
      new RangeError("x".repeat(10_000_000)),
      { name: "RangeError", message: /^x{1000}/, stack: /at .*odd-endings\.test\.ts/ },
    ],
    [
      "an error of control characters",
      new Error("\0".repeat(50_000)),
      { name: "Error", message: /^\0{500}/ },
    ],
    [
      "an error of a wide script",
      new Error("字".repeat(50_000)),
      { name: "Error", message: /^字{500}/ },
    ],
    [
      "an error whose message cannot be read",
      unreadable("message"),
      { name: "Error", message: /cannot be read/ },
    ],
    [
      "an error whose name cannot be read",
      unreadable("name"),
      { name: "(it cannot be read)", message: /^x$/ },
    ],
    ["an error whose stack cannot be read", unreadable("stack"), { name: "Error", message: /^x$/ }],
    ["an error whose cause cannot be read", unreadable("cause"), { name: "Error", message: /^x$/ }],
    [
      "an error whose message is an object",
      Object.assign(new Error(), { message: { a: 1 } }),
      { name: "Error", message: /\{"a":1\}/ },
    ],
  ])("%s", async (_, thrown, { name, message, stack }) => {
    const { job, bytes } = await outcomeOf(() => {
      throw thrown;
    });
    expect(job.state).toBe("failed");
    expect(job.error).toMatchObject({ name, message: expect.stringMatching(message) as string });
    if (stack) expect(job.error?.stack).toMatch(stack);
    expect(bytes).toBeLessThan(20_000);
    expect(bytes).toBeGreaterThan(0);
  });

  it("a promise that rejects with nothing", async () => {
    const { job } = await outcomeOf(() => Promise.reject());
    expect(job.error).toMatchObject({
      name: "Thrown",
      message: expect.stringContaining("undefined") as string,
    });
  });
});

describe("a result that JSON cannot hold fails the attempt:", () => {
  const hostile = {
    toJSON: () => {
      throw new Error("no");
    },
  };
  it.each<[string, unknown, RegExp]>([
    ["a bigint", 1n, /not JSON/],
    ["a circle", cycle, /not JSON/],
    ["a function", () => 1, /not JSON/],
    ["a symbol", Symbol("odd"), /not JSON/],
    ["an object whose toJSON throws", hostile, /not JSON/],
    ["ten megabytes", "x".repeat(10_000_000), /weighs 10000002 bytes/],
    ["a megabyte by weight and not by length", "字".repeat(400_000), /weighs 1200002 bytes/],
  ])("%s", async (_, result, message) => {
    const { job, bytes } = await outcomeOf(() => result);
    expect(job).toMatchObject({ state: "failed", result: null });
    expect(job.error).toMatchObject({
      name: "NonRetriableError",
      message: expect.stringMatching(message) as string,
    });
    expect(bytes).toBeLessThan(20_000);
  });

  it("but nothing at all, or almost a megabyte, is fine", async () => {
    expect((await outcomeOf(() => undefined)).job).toMatchObject({
      state: "succeeded",
      result: null,
    });
    const large = "x".repeat(999_000);
    expect((await outcomeOf(() => large)).job.result).toBe(large);
  });
});
