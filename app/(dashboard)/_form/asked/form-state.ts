import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { startValue, type Value } from "../args/schema.ts";
import { type Length, lengthOf } from "../typed/typed.ts";
import type { DueTime } from "../typed/due-time.ts";
import { noTime } from "../typed/wall-time.ts";
import { type AskedOptions, optionsAsked } from "./asked-options.ts";
import { type AskedTiming, timingAsked } from "./asked-timing.ts";
import { ownOptions } from "./own-options.ts";

/** Everything in the form, as it was typed: nothing is lost by being wrong. */
export interface FormState extends AskedOptions, AskedTiming {
  args: Value;
  /** The name of a periodic job. */
  id: string;
  delay: Length;
  due: DueTime;
}

/** Begins with what the type's schema requires, or with another job's arguments and options. */
export function formFor(type: JobTypeEntry, from: Job | undefined, timeZone: string): FormState {
  const isCopy = from?.type === type.name;
  return {
    ...emptyForm(timeZone),
    ...optionsAsked(isCopy ? ownOptions(from, type) : {}),
    args: isCopy ? from.args : startValue(type.argsSchema),
  };
}

/** As somebody would have typed the definition of a periodic job. */
export function formOf(definition: PutSchedule, timeZone: string): FormState {
  return {
    ...emptyForm(timeZone),
    ...optionsAsked(definition),
    ...timingAsked(definition, timeZone),
    args: definition.args,
  };
}

const emptyForm = (timeZone: string): FormState => ({
  ...optionsAsked({}),
  ...timingAsked({}, timeZone),
  args: undefined,
  id: "",
  delay: lengthOf(10_000, "seconds"),
  due: { time: noTime(timeZone), pastTaken: "" },
});
