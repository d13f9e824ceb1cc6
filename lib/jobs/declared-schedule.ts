import { z } from "zod";
import { Json } from "./json.ts";
import { ScheduleId } from "./names.ts";
import { JobOptions } from "./options.ts";
import { oneTrigger, PolicyFields, WhenFields } from "./schedule-fields.ts";

/** A schedule that a job file declares for its own job type. */
export const DeclaredSchedule = z
  .strictObject({
    id: ScheduleId,
    ...WhenFields,
    ...PolicyFields,
    ...JobOptions.shape,
    args: Json,
  })
  .refine(oneTrigger.check, oneTrigger.problem)
  .meta({ id: "DeclaredSchedule" });
export type DeclaredSchedule = z.infer<typeof DeclaredSchedule>;
