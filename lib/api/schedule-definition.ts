import { z } from "zod";
import { Instant } from "../jobs/job.ts";
import { Json } from "../jobs/json.ts";
import { JobTypeName, ScheduleId } from "../jobs/names.ts";
import { JobOptions } from "../jobs/options.ts";
import {
  LEAST_EVERY_MS,
  MissedPolicy,
  MissedRule,
  MOST_EVERY_MS,
  OverlapPolicy,
} from "../schedule/index.ts";
import { InstantInput } from "./jobs.ts";

const DAY_MS = 86_400_000;

const interval = z.int().min(LEAST_EVERY_MS).max(MOST_EVERY_MS);

const WhenFields = {
  every: interval.optional().meta({ description: "The interval in milliseconds." }),
  cron: z.string().min(1).max(256).optional(),
  timeZone: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: "Of the cron expression; UTC when left out." }),
  afterEnd: interval
    .optional()
    .meta({ description: "Milliseconds from the end of one run to the start of the next." }),
  anchor: z
    .union([z.enum(["start", "epoch"]), InstantInput])
    .optional()
    .meta({ description: "What an interval counts from; the start, or the creation." }),
  immediately: z
    .boolean()
    .optional()
    .meta({ description: "Runs once at the beginning, and not an interval after it." }),
  startAt: InstantInput.optional(),
  endAt: InstantInput.optional(),
};

const PolicyFields = {
  overlap: OverlapPolicy.optional(),
  missed: z.union([MissedRule, MissedPolicy]).optional(),
  limit: z.int().min(1).max(1_000_000_000).optional(),
  jitterMs: z.int().min(0).max(DAY_MS).optional(),
  pauseAfterFailures: z.int().min(0).max(1_000).optional(),
};

type TriggerFields = { every?: unknown; cron?: unknown; afterEnd?: unknown };
const triggersIn = ({ every, cron, afterEnd }: TriggerFields) =>
  [every, cron, afterEnd].filter((field) => field !== undefined).length;

const oneTrigger = {
  check: (input: TriggerFields) => triggersIn(input) === 1,
  problem: {
    path: ["every"],
    message: "give one of every (milliseconds), cron and afterEnd (milliseconds)",
  },
};

/** What a schedule is, as callers say it. */
const Definition = z.strictObject({
  ...WhenFields,
  ...PolicyFields,
  ...JobOptions.shape,
  job: JobTypeName,
  args: Json,
});

/** The whole of a schedule's definition, to create it, to replace it, and as its history keeps it. */
export const PutSchedule = Definition.refine(oneTrigger.check, oneTrigger.problem).meta({
  id: "PutSchedule",
});
export type PutSchedule = z.infer<typeof PutSchedule>;

export const CreateSchedule = Definition.extend({
  id: ScheduleId.optional().meta({ description: "Made from the job type when left out." }),
})
  .refine(oneTrigger.check, oneTrigger.problem)
  .meta({ id: "CreateSchedule" });
export type CreateSchedule = z.infer<typeof CreateSchedule>;

const nullable = Object.fromEntries(
  Object.entries({ ...WhenFields, ...PolicyFields, ...JobOptions.shape }).map(([name, field]) => [
    name,
    field.nullable(),
  ]),
) as {
  [K in keyof (typeof WhenFields & typeof PolicyFields & typeof JobOptions.shape)]: z.ZodNullable<
    (typeof WhenFields & typeof PolicyFields & typeof JobOptions.shape)[K]
  >;
};

/** Only what is to change; null puts a field back to what it is when left out. Another kind of trigger replaces the one there is. */
export const PatchSchedule = z
  .strictObject({ ...nullable, job: JobTypeName.optional(), args: Json.optional() })
  .refine((input) => triggersIn({ ...dropNulls(input) }) <= 1, oneTrigger.problem)
  .meta({ id: "PatchSchedule" });
export type PatchSchedule = z.infer<typeof PatchSchedule>;

const dropNulls = (input: TriggerFields): TriggerFields =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));

export const PreviewSchedule = z
  .strictObject({
    ...WhenFields,
    from: InstantInput.optional(),
    count: z.int().min(1).max(100).default(10),
  })
  .refine(oneTrigger.check, oneTrigger.problem)
  .meta({ id: "PreviewSchedule" });
export type PreviewSchedule = z.infer<typeof PreviewSchedule>;

export const Preview = z
  .object({
    description: z.string(),
    items: z.array(z.object({ at: Instant, local: z.string(), note: z.string().optional() })),
    /** What is to be said of the trigger as a whole. */
    notes: z.array(z.string()),
  })
  .meta({ id: "Preview" });
export type Preview = z.infer<typeof Preview>;
