import { definitionOf } from "@/lib/api/asked.ts";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { type FormState, formOf } from "../../../../_form/asked/form-state.ts";
import { type Errors, requestOf } from "../../../../_form/asked/request.ts";
import { untouchedKept } from "../../../../_form/asked/untouched.ts";

/** What the form asks a periodic job to be: as it is, but for what was touched. */
export function putOf(
  base: Schedule,
  form: FormState,
  type: JobTypeEntry,
  timeZone: string,
): { body: PutSchedule; problems: Errors } {
  const definition = definitionOf(base);
  const [before, after] = [formOf(definition, timeZone), form].map((content) =>
    requestOf(content, type, "periodic", 0),
  );
  const { body, problems } = after!;
  return {
    body: untouchedKept({ ...definition }, before!.body, body) as unknown as PutSchedule,
    problems,
  };
}
