import { z } from "zod";
import { type Backoff, DEFAULT_BACKOFF } from "./backoff.ts";
import type { JobType } from "./catalog.ts";
import { type Isolation, IsolationOptions } from "./isolation.ts";
import { Json } from "./json.ts";
import { JobTypeName } from "./names.ts";
import type { JobState } from "./states.ts";
import { DEFAULT_ATTEMPTS, DEFAULT_PRIORITY, DEFAULT_QUEUE, JobOptions } from "./options.ts";

/** A zod object (named arguments) or tuple (positional arguments, any number). */
export type ArgsSchema = z.ZodObject | z.ZodTuple | z.ZodType<unknown[]>;

/** What the caller passes: before defaults are filled in. */
export type ArgsInput<S extends ArgsSchema> = z.input<S>;

export interface JobLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A job that another one waited for. */
export interface Relative {
  id: string;
  /** Null when it is no longer kept. */
  state: JobState | null;
  /** What it returned; null for nothing. */
  result: Json;
}

/** How far a batch has come. */
export interface BatchCounts {
  id: string;
  name: string | null;
  total: number;
  succeeded: number;
  failed: number;
  cancelled: number;
}

/** What a running job is given besides its arguments. */
export interface JobContext {
  id: string;
  queue: string;
  type: string;
  /** 1 for the first try; grows by one with each failed attempt, not when an executor died. */
  attempt: number;
  maxAttempts: number;
  scheduleId: string | null;
  /** The planned time of the schedule that made this job, in ms UTC. */
  plannedAtMs: number | null;
  /** The jobs it waited for, with what they returned, in the order they were named in. */
  parents: () => Promise<Relative[]>;
  /** The batch it belongs to or follows, as it is now; null for none. */
  batch: () => Promise<BatchCounts | null>;
  /** Aborted when the job is cancelled, times out, loses its lease or must stop; `reason` says which. */
  signal: AbortSignal;
  /** Lines that stand on the job's page. */
  logger: JobLogger;
  /** @param fraction from 0 to 1 */
  progress: (fraction: number, note?: string) => void;
}

/** Positional arguments are spread, as in an ordinary call; named ones come as one object. */
export type JobRun<S extends ArgsSchema> =
  z.output<S> extends [...infer Positional]
    ? (...args: [...Positional, context: JobContext]) => unknown
    : (args: z.output<S>, context: JobContext) => unknown;

export interface JobDefinitionInput<S extends ArgsSchema> {
  name: string;
  description?: string;
  args: S;
  queue?: string;
  attempts?: number;
  backoff?: Partial<Backoff>;
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
  run: JobRun<S>;
}

export interface JobDefinition<S extends ArgsSchema = ArgsSchema> {
  readonly type: JobType;
  readonly args: S;
  readonly graceMs?: number;
  readonly file?: string;
  readonly run: JobRun<S>;
}

/** A definition whose argument types the holder neither knows nor needs. */
export interface AnyJobDefinition {
  readonly type: JobType;
  readonly args: z.ZodType;
  readonly graceMs?: number;
  /** URL of the file that exports it. */
  readonly file?: string;
  readonly run: (...args: never[]) => unknown;
}

const DefinitionOptions = JobOptions.omit({ tags: true });

/**
 * Defines a job type: a plain function, sync or async, with arguments that the compiler and zod check.
 * @throws ZodError when the name or an option is out of range
 * @throws Error when the arguments cannot be described as JSON Schema (a transform to a non-JSON type, say)
 */
export function defineJob<S extends ArgsSchema>(input: JobDefinitionInput<S>): JobDefinition<S> {
  const { queue, attempts, backoff, timeoutMs, priority, startDeadlineMs } = input;
  const { concurrency, rateLimit, retention } = input;
  const options = DefinitionOptions.parse({
    queue,
    attempts,
    backoff: backoff && { ...DEFAULT_BACKOFF, ...backoff },
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
  const type: JobType = {
    name: JobTypeName.parse(input.name),
    description: input.description ?? "",
    queue: options.queue ?? DEFAULT_QUEUE,
    argsSchema: argsSchemaOf(input.args),
    attempts: options.attempts ?? DEFAULT_ATTEMPTS,
    backoff: options.backoff ?? DEFAULT_BACKOFF,
    timeoutMs: options.timeoutMs ?? null,
    startDeadlineMs: options.startDeadlineMs ?? null,
    priority: options.priority ?? DEFAULT_PRIORITY,
    concurrency: options.concurrency ?? null,
    rateLimit: options.rateLimit ?? null,
    retention: options.retention ?? null,
    isolation,
    memoryLimitMb: memoryLimitMb ?? null,
  };
  return Object.freeze({ type, args: input.args, graceMs, file, run: input.run });
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
