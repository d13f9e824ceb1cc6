import { z } from "zod";
import { Instant, InstantInput } from "../jobs/instant.ts";
import { Json } from "../jobs/json.ts";
import { JobTypeName, ScheduleId } from "../jobs/names.ts";
import { JobOptions } from "../jobs/options.ts";
import { oneTrigger, PolicyFields, triggersIn, WhenFields } from "../jobs/schedule-fields.ts";

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

const dropNulls = (input: Parameters<typeof triggersIn>[0]) =>
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
