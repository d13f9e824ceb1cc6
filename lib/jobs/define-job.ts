import { z } from "zod";
import {
  type Backoff,
  CUSTOM_BACKOFF,
  type CustomBackoff,
  DEFAULT_BACKOFF,
  type JobBackoff,
} from "./backoff.ts";
import type { JobType } from "./catalog.ts";
import { type Isolation, IsolationOptions } from "./isolation.ts";
import { DeclaredSchedule } from "./declared-schedule.ts";
import type { JobContext } from "./job-context.ts";
import { Json } from "./json.ts";
import { composed, type Middleware } from "./middleware.ts";
import { JobTypeName } from "./names.ts";
import { checkTiming, timingOf } from "./schedule-timing.ts";
import { DEFAULT_ATTEMPTS, DEFAULT_PRIORITY, DEFAULT_QUEUE, JobOptions } from "./options.ts";

/** A zod object (named arguments) or tuple (positional arguments, any number). */
export type ArgsSchema = z.ZodObject | z.ZodTuple | z.ZodType<unknown[]>;

/** What the caller passes: before defaults are filled in. */
export type ArgsInput<S extends ArgsSchema> = z.input<S>;

/** Positional arguments are spread, as in an ordinary call; named ones come as one object. */
export type JobRun<S extends ArgsSchema, R = unknown> =
  z.output<S> extends [...infer Positional]
    ? (...args: [...Positional, context: JobContext]) => R
    : (args: z.output<S>, context: JobContext) => R;

export interface JobDefinitionInput<S extends ArgsSchema, R = unknown> {
  name: string;
  description?: string;
  args: S;
  queue?: string;
  attempts?: number;
  /** A curve, or a function of the failed attempts so far and the newest error that answers how many ms to wait. */
  backoff?: Partial<Backoff> | CustomBackoff;
  timeoutMs?: number;
  priority?: number;
  startDeadlineMs?: number;
  concurrency?: JobOptions["concurrency"];
  rateLimit?: JobOptions["rateLimit"];
  retention?: JobOptions["retention"];
  /** Where it runs: in the executor itself (the default), in a thread of it, or in a process of its own. */
  isolation?: Isolation;
  /** The JavaScript heap of the thread or child process: beyond it the attempt fails. */
  memoryLimitMb?: number;
  /** How long it may go on after its signal was aborted; then a thread or child process is killed. */
  graceMs?: number;
  /** `import.meta.url`: what a thread or child process imports. Job files that an executor finds itself need none. */
  file?: string;
  /** Periodic jobs of this type. A scheduler makes them when an executor with this file starts, and cancels those that are no longer here. */
  schedules?: readonly (Omit<z.input<typeof DeclaredSchedule>, "args"> & { args: ArgsInput<S> })[];
  /** Around every run of this type, inside the executor's own; the first outermost. */
  middleware?: readonly Middleware<z.output<S>>[];
  run: JobRun<S, R>;
}

export interface JobDefinition<S extends ArgsSchema = ArgsSchema, R = unknown> {
  readonly type: JobType;
  readonly args: S;
  readonly graceMs?: number;
  readonly file?: string;
  readonly run: JobRun<S, R>;
  /** Null for none. */
  readonly middleware: Middleware<z.output<S>> | null;
  readonly customBackoff: CustomBackoff | null;
}

/** A definition whose argument types the holder neither knows nor needs. */
export interface AnyJobDefinition {
  readonly type: JobType;
  readonly args: z.ZodType;
  readonly graceMs?: number;
  /** URL of the file that exports it. */
  readonly file?: string;
  readonly run: (...args: never[]) => unknown;
  readonly middleware: Middleware<never> | null;
  readonly customBackoff: CustomBackoff | null;
}

const DefinitionOptions = JobOptions.omit({ tags: true });

/**
 * Defines a job type: a plain function, sync or async, with arguments that the compiler and zod check.
 * @throws ZodError when the name or an option is out of range
 * @throws Error when the arguments cannot be described as JSON Schema (a transform to a non-JSON type, say)
 */
export function defineJob<S extends ArgsSchema, R>(
  input: JobDefinitionInput<S, R>,
): JobDefinition<S, R> {
  const { queue, attempts, timeoutMs, priority, startDeadlineMs } = input;
  const { concurrency, rateLimit, retention } = input;
  const options = DefinitionOptions.parse({
    queue,
    attempts,
    backoff:
      typeof input.backoff === "object" ? { ...DEFAULT_BACKOFF, ...input.backoff } : undefined,
    timeoutMs,
    priority,
    startDeadlineMs,
    concurrency,
    rateLimit,
    retention,
  });
  const { isolation, memoryLimitMb, graceMs, file } = IsolationOptions.parse({
    isolation: input.isolation,
    memoryLimitMb: input.memoryLimitMb,
    graceMs: input.graceMs,
    file: input.file,
  });
  const customBackoff = typeof input.backoff === "function" ? input.backoff : null;
  const backoff: JobBackoff = customBackoff ? CUSTOM_BACKOFF : (options.backoff ?? DEFAULT_BACKOFF);
  const type: JobType = {
    name: JobTypeName.parse(input.name),
    description: input.description ?? "",
    queue: options.queue ?? DEFAULT_QUEUE,
    argsSchema: argsSchemaOf(input.args),
    attempts: options.attempts ?? DEFAULT_ATTEMPTS,
    backoff,
    timeoutMs: options.timeoutMs ?? null,
    startDeadlineMs: options.startDeadlineMs ?? null,
    priority: options.priority ?? DEFAULT_PRIORITY,
    concurrency: options.concurrency ?? null,
    rateLimit: options.rateLimit ?? null,
    retention: options.retention ?? null,
    isolation,
    memoryLimitMb: memoryLimitMb ?? null,
    schedules: declaredOf(input),
  };
  return Object.freeze({
    type,
    args: input.args,
    graceMs,
    file,
    run: input.run,
    middleware: composed(input.middleware ?? []),
    customBackoff,
  });
}

/** @throws ZodError or CarillonError when one cannot be: at once, and not when a scheduler reads it */
function declaredOf<S extends ArgsSchema, R>({
  args,
  schedules = [],
}: JobDefinitionInput<S, R>): DeclaredSchedule[] {
  const declared = schedules.map((schedule) => DeclaredSchedule.parse(schedule));
  for (const schedule of declared) {
    args.parse(schedule.args);
    checkTiming(timingOf(schedule));
  }
  return declared;
}

function argsSchemaOf(args: ArgsSchema): JobType["argsSchema"] {
  const schema = z.toJSONSchema(args, { io: "input" });
  return z.record(z.string(), Json).parse(JSON.parse(JSON.stringify(schema)));
}

/** Whether an unknown value, a module's default export say, is a job definition. */
export function isJobDefinition(value: unknown): value is AnyJobDefinition {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    "args" in value &&
    "run" in value &&
    typeof value.run === "function"
  );
}
