import { z } from "zod";
import { invalidField } from "../errors.ts";
import { fieldMessage, fieldsError } from "../field-messages.ts";
import { DEFAULT_BACKOFF, type JobBackoff } from "../jobs/backoff.ts";
import type { JobType } from "../jobs/catalog.ts";
import { checkJson } from "../jobs/check-json.ts";
import { isJobDefinition } from "../jobs/define-job.ts";
import { type Json, MAX_ARGS_BYTES } from "../jobs/json.ts";
import { JobTypeName } from "../jobs/names.ts";
import { DEFAULT_ATTEMPTS, OneJobOptions } from "../jobs/options.ts";
import { secretPlaces } from "../jobs/secret-places.ts";
import type { JobBody } from "../queue/record.ts";
import type { Registry } from "../queue/registry.ts";

const TYPES_KEPT_MS = 5_000;

/** A job as it will be written: what was asked for, over what its type says. */
export interface ResolvedJob {
  type: string;
  queue: string;
  priority: number;
  body: JobBody;
  /** Its batch counts it. */
  isMember: boolean;
  /** `body` as JSON. */
  text: string;
  options: OneJobOptions;
}

interface Known {
  type: JobType;
  args: z.ZodType;
  untilMs: number;
}

/** Finds the type of a job to be, by its definition or by the name executors have published, and checks its arguments. */
export class JobResolver {
  readonly #registry: Registry;
  readonly #known = new Map<string, Known>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /**
   * Answers at once when the type is at hand: a promise for each of a hundred thousand jobs a second is not free.
   * @throws CarillonError invalid_fields with the path of each bad field
   */
  resolve(input: Asked): ResolvedJob | Promise<ResolvedJob> {
    if (isJobDefinition(input.job)) return resolved(input.job, input);
    const parsed = JobTypeName.safeParse(input.job);
    if (!parsed.success) throw invalidField("job", "must be the name of a job type");
    const known = this.#known.get(parsed.data);
    if (known && known.untilMs > performance.now()) return resolved(known, input);
    return this.#read(parsed.data).then((fresh) => resolved(fresh, input));
  }

  async #read(name: string): Promise<Known> {
    const type = await this.#registry.jobType(name);
    if (!type) {
      throw invalidField(
        "job",
        `There is no job type ${name}. Start an executor that has its file, or check the name.`,
      );
    }
    const fresh = {
      type,
      args: z.fromJSONSchema(type.argsSchema),
      untilMs: performance.now() + TYPES_KEPT_MS,
    };
    this.#known.set(name, fresh);
    return fresh;
  }
}

type Asked = { job: unknown; args: unknown } & Record<string, unknown>;

function resolved(
  { type, args: schema }: { type: JobType; args: z.ZodType },
  input: Asked,
): ResolvedJob {
  const options = parseOptions(input);
  const args = checkArgs(schema, input.args);
  const { queue = type.queue, priority = type.priority } = options;
  const body = bodyOf(type, args, options);
  const text = JSON.stringify(body);
  // A character weighs up to three bytes: most jobs need no counting.
  if (text.length * 3 > MAX_ARGS_BYTES && Buffer.byteLength(text) > MAX_ARGS_BYTES) {
    throw invalidField(
      "args",
      `weigh more than ${MAX_ARGS_BYTES} bytes; store the data elsewhere and pass where it is`,
    );
  }
  return { type: type.name, queue, priority, body, isMember: false, text, options };
}

/** What was asked for, over what the type says; what is as by default is left out. */
function bodyOf(type: JobType, args: Json, options: OneJobOptions): JobBody {
  const {
    attempts = type.attempts,
    backoff = type.backoff,
    timeoutMs = type.timeoutMs,
    startDeadlineMs = type.startDeadlineMs,
    concurrency = type.concurrency,
    rateLimit = type.rateLimit,
    retention = type.retention,
    tags,
    unique,
    parents,
    onParentFailure,
  } = options;
  const body: JobBody = { n: type.name, a: args };
  const secrets = secretPlaces(args, type.argsSchema);
  if (secrets.length > 0) body.h = secrets;
  if (attempts !== DEFAULT_ATTEMPTS) body.m = attempts;
  if (!isDefaultBackoff(backoff)) body.b = backoff;
  if (timeoutMs !== null) body.t = timeoutMs;
  if (startDeadlineMs !== null) body.d = startDeadlineMs;
  if (tags && tags.length > 0) body.g = tags;
  if (concurrency) body.c = concurrency;
  if (rateLimit) body.r = rateLimit;
  if (retention) body.x = retention;
  if (unique) body.q = unique;
  if (parents && parents.length > 0) body.p = [...new Set(parents)];
  if (onParentFailure) body.o = onParentFailure;
  return body;
}

const isDefaultBackoff = ({ kind, delayMs, maxDelayMs, jitter }: JobBackoff) =>
  kind === DEFAULT_BACKOFF.kind &&
  delayMs === DEFAULT_BACKOFF.delayMs &&
  maxDelayMs === DEFAULT_BACKOFF.maxDelayMs &&
  jitter === DEFAULT_BACKOFF.jitter;

const OPTION_NAMES = Object.keys(OneJobOptions.shape);

const NO_OPTIONS: OneJobOptions = {};

/** Queues that were named before, as options: most jobs ask for nothing else, and programs name the same few. */
const queueOnly = new Map<string, OneJobOptions>();
const MOST_QUEUES_KNOWN = 1_000;

/** Most jobs ask for nothing of their own, or for a queue, and then there is nothing to parse. */
function parseOptions(input: Record<string, unknown>): OneJobOptions {
  let given: Record<string, unknown> | null = null;
  let count = 0;
  for (const name of OPTION_NAMES) {
    if (input[name] === undefined) continue;
    (given ??= {})[name] = input[name];
    count++;
  }
  if (!given) return NO_OPTIONS;
  const known = count === 1 && typeof given.queue === "string" && queueOnly.get(given.queue);
  if (known) return known;
  const options = checkedOptions(given);
  if (count === 1 && options.queue !== undefined && queueOnly.size < MOST_QUEUES_KNOWN)
    queueOnly.set(options.queue, options);
  return options;
}

function checkedOptions(given: Record<string, unknown>): OneJobOptions {
  const parsed = OneJobOptions.safeParse(given, { error: fieldMessage });
  if (!parsed.success) throw fieldsError(parsed.error);
  const { unique, parents } = parsed.data;
  if (unique && unique.onConflict !== "reject" && parents && parents.length > 0)
    throw invalidField(
      "unique.onConflict",
      "must be reject for a job with parents: what waits for others is not replaced",
    );
  return parsed.data;
}

function checkArgs(schema: z.ZodType, args: unknown): Json {
  const json = checkJson(args, "args");
  if (schema.safeParse(json).success) return json;
  // Words for what is wrong cost a third of a check: they are looked for when there is something wrong.
  throw fieldsError(schema.safeParse(json, { error: fieldMessage }).error!, ["args"]);
}
