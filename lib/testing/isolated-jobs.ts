import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { z } from "zod";
import { NonRetriableError } from "../executor/interruption.ts";
import type { JobContext } from "../jobs/job-context.ts";
import { defineJob } from "../jobs/define-job.ts";
import type { Isolation } from "../jobs/isolation.ts";

/** Tells one warm thread or child process from another. */
const host = Math.random();
const held: unknown[] = [];

/** What a handler may do, well or badly. */
const BEHAVIOURS = {
  tell: ({ id, queue, type, attempt, maxAttempts, scheduleId, plannedAtMs }: JobContext) => ({
    context: { id, queue, type, attempt, maxAttempts, scheduleId, plannedAtMs },
    host,
    pid: process.pid,
    isMainThread,
  }),
  "ask about others": async ({ parents, batch }: JobContext) => ({
    parents: await parents(),
    batch: await batch(),
  }),
  report: ({ logger, progress }: JobContext) => {
    logger.info("half way");
    progress(0.5, "of it");
    logger.warn("done");
  },
  fail: () => {
    throw new TypeError("it broke", { cause: new Error("the cause") });
  },
  "give up": () => {
    throw new NonRetriableError("no such customer");
  },
  "throw nothing": () => {
    // oxlint-disable-next-line no-throw-literal
    throw undefined;
  },
  "answer no JSON": () => 1n,
  "answer too much": () => "x".repeat(1_100_000),
  /** Ends when its signal says so, and tells what it heard. */
  heed: async ({ signal, logger }: JobContext) => {
    logger.info(`pid ${process.pid}`);
    if (!signal.aborted) await once(signal, "abort");
    logger.info(`${signal.reason.name} ${signal.reason.kind}: ${signal.reason.message}`);
    signal.throwIfAborted();
  },
  spin: async ({ logger }: JobContext) => {
    logger.info(`pid ${process.pid}`);
    await setImmediate();
    for (;;);
  },
  exit: () => process.exit(3),
  "reject unheard": () => {
    void Promise.reject(new RangeError("nobody caught this"));
    return new Promise(() => undefined);
  },
  hog: () => {
    for (;;) held.push(Array.from({ length: 10_000 }, () => ({ host })));
  },
  "report late": ({ logger }: JobContext) => {
    setTimeout(() => logger.error("from a run that is over"), 1);
  },
  "wait a little": () => new Promise((resolve) => setTimeout(() => resolve("finished"), 150)),
} satisfies Record<string, (context: JobContext) => unknown>;

type Behaviour = keyof typeof BEHAVIOURS;

const behaving = (isolation: Isolation) =>
  defineJob({
    name: `behave.${isolation}`,
    args: z.object({ how: z.enum(Object.keys(BEHAVIOURS) as [Behaviour, ...Behaviour[]]) }),
    attempts: 2,
    backoff: { kind: "fixed", delayMs: 0, jitter: 0 },
    isolation,
    memoryLimitMb: isolation === "inline" ? undefined : 64,
    file: import.meta.url,
    run: ({ how }, context) => BEHAVIOURS[how](context),
  });

/** Positional arguments, of which zod makes something that is no JSON. */
const adding = (isolation: Isolation) =>
  defineJob({
    name: `add.${isolation}`,
    args: z.tuple([z.number(), z.string().pipe(z.coerce.bigint())]),
    isolation,
    file: import.meta.url,
    run: (a, b) => ({ sum: String(BigInt(a) + b) }),
  });

export const inline = behaving("inline");
export const inThread = behaving("worker-thread");
export const inChild = behaving("child-process");
export const addInline = adding("inline");
export const addInThread = adding("worker-thread");
export const addInChild = adding("child-process");
