import { definitionOf } from "@/lib/api/asked.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { type FormState, formOf } from "../../../_form/asked/form-state.ts";

/** The form as a periodic job would have been asked for, under another name. */
export function copyOf(
  schedule: Schedule,
  type: JobTypeEntry,
  copyId: string,
  timeZone: string,
): FormState {
  const form = formOf(definitionOf(schedule), timeZone);
  return { ...form, id: copyId, queue: schedule.queue === type.queue ? "" : schedule.queue };
}
