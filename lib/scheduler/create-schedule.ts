import type { CreateSchedule, Schedule } from "../api/schedules.ts";
import { conflict, invalidField } from "../errors.ts";
import { fieldMessage } from "../field-messages.ts";
import { ScheduleId } from "../jobs/names.ts";
import type { ScheduleDefinition, StoredSchedule } from "../queue/stored-schedule.ts";
import { compile, jitterOf, ScheduleError, Timing, validateTiming } from "../schedule/index.ts";
import { readSchedule } from "./read-schedules.ts";
import type { JobResolver } from "./resolve-job.ts";
import type { Store } from "./store.ts";

/** What the three ways to make a schedule (an interval, a cron expression, HTTP) have in common. */
export type ScheduleInput = { job: unknown; args: unknown } & Record<string, unknown> &
  Pick<
    CreateSchedule,
    "id" | "every" | "cron" | "timeZone" | "overlap" | "missed" | "limit" | "jitterMs"
  > & {
    startAt?: Date;
    endAt?: Date;
  };

/** The fields of a trigger as callers know them. */
const FIELD_NAMES: Record<string, string> = { everyMs: "every", expression: "cron" };

/** Turns a refusal of lib/schedule into one that names the caller's field. */
export function refuse(error: unknown): never {
  if (!(error instanceof ScheduleError)) throw error;
  const field = error.field.split(".").at(-1)!;
  throw invalidField(FIELD_NAMES[field] ?? field, error.message);
}

export function timingOf(
  input: Partial<
    Pick<
      ScheduleInput,
      | "every"
      | "cron"
      | "timeZone"
      | "startAt"
      | "endAt"
      | "overlap"
      | "missed"
      | "limit"
      | "jitterMs"
    >
  >,
): Timing {
  if ((input.every === undefined) === (input.cron === undefined))
    throw invalidField("every", "give either every (milliseconds) or cron");
  if (input.every !== undefined && input.timeZone !== undefined)
    throw invalidField("timeZone", "belongs to a cron expression; an interval has no zone");
  if (input.overlap !== undefined && input.overlap !== "skip" && input.overlap !== "allow") {
    throw invalidField("overlap", "must be skip or allow");
  }
  const parsed = Timing.safeParse(
    {
      trigger:
        input.every === undefined
          ? { kind: "cron", expression: input.cron, timeZone: input.timeZone ?? "UTC" }
          : { kind: "every", everyMs: input.every },
      startAt: input.startAt?.getTime(),
      endAt: input.endAt?.getTime(),
      limit: input.limit,
      jitterMs: input.jitterMs,
      overlap: input.overlap,
      missed: input.missed && { policy: input.missed },
    },
    { error: fieldMessage },
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = String(issue.path.at(-1) ?? "every");
  throw invalidField(FIELD_NAMES[field] ?? field, issue.message);
}

/**
 * Creates a schedule. With `mode` upsert an id that exists takes the new definition; the identical one changes nothing.
 * @throws CarillonError invalid_fields, or conflict when the id is taken
 */
export async function createSchedule(
  store: Store,
  resolver: JobResolver,
  input: ScheduleInput,
  { mode, by }: { mode: "create" | "upsert"; by: string },
): Promise<Schedule> {
  const timing = timingOf(input);
  const nowMs = store.clock.now();
  try {
    validateTiming(timing, nowMs);
  } catch (error) {
    refuse(error);
  }
  const resolved = await resolver.resolve(input);
  const id =
    input.id === undefined ? freshId(store, resolved.type) : ScheduleId.safeParse(input.id).data;
  if (id === undefined)
    throw invalidField(
      "id",
      "use 1 to 64 of a-z, 0-9, dot, underscore and hyphen, beginning with a letter or a digit",
    );

  await store.registry.addQueue(resolved.queue);
  await claimId(store, id, resolved.queue);
  const schedules = store.schedules(resolved.queue);
  const existing = await schedules.get(id);
  const { body, priority } = resolved;
  const { queue: _, unique, parents, ...options } = resolved.options;
  if (unique) throw invalidField("unique", "is for one job, and a periodic job makes many");
  if (parents) throw invalidField("parents", "are for one job, and a periodic job makes many");
  const definition: ScheduleDefinition = { timing, body, priority, options };
  const outcome = await schedules.put({
    id,
    definition,
    mode,
    by,
    ...planOf(id, definition, existing, nowMs),
  });
  if (outcome === "exists") throw takenError(id);
  return readSchedule(store, id);
}

/** An unchanged trigger keeps its grid and its next time; a changed one counts from now. */
function planOf(
  id: string,
  { timing }: ScheduleDefinition,
  existing: StoredSchedule | null,
  nowMs: number,
) {
  const alive = existing !== null && existing.state !== "cancelled" && existing.state !== "ended";
  const before = existing?.definition.timing;
  if (alive && existing.nominalMs !== null && JSON.stringify(before) === JSON.stringify(timing)) {
    const { anchorMs, watermarkMs, nominalMs, nextMs } = existing;
    return { anchorMs, watermarkMs, nominalMs, nextMs };
  }
  const trigger = compile(timing, { anchorMs: nowMs });
  const nominalMs = trigger.next(nowMs);
  const jitterMs =
    nominalMs === null
      ? 0
      : jitterOf({
          id,
          generation: existing?.generation ?? 0,
          nominalMs,
          jitterMs: timing.jitterMs ?? 0,
          nextNominalMs: trigger.next(nominalMs),
        });
  return {
    anchorMs: nowMs,
    watermarkMs: null,
    nominalMs,
    nextMs: nominalMs === null ? null : nominalMs + jitterMs,
  };
}

/** Schedule ids are unique over all queues, though each lives on the slot of its queue. */
async function claimId(store: Store, id: string, queue: string): Promise<void> {
  const bound = await store.registry.bindSchedule(id, queue);
  if (bound === queue) return;
  const other = await store.schedules(bound).get(id);
  if (other && other.state !== "cancelled") {
    throw conflict(
      `The periodic job ${id} lives in queue ${bound}. Cancel it there first, or choose another id.`,
    );
  }
  await store.registry.rebindSchedule(id, queue);
}

function takenError(id: string) {
  return conflict(`There is a periodic job ${id} already. Choose another id, or change that one.`);
}

function freshId(store: Store, type: string): string {
  return `${type.slice(0, 50)}-${store.newLocalId().slice(-8).toLowerCase()}`;
}
