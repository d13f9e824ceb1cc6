import { z } from "zod";
import { Reason } from "../../api/schedule-actions.ts";
import { parsed, withValues } from "../../field-messages.ts";
import { CarillonError } from "../../errors.ts";

const Given = z.object({ reason: Reason });

/** Why somebody did something, as it is kept. @throws CarillonError invalid_fields */
export function reasonOf(reason: string | undefined): string | null {
  try {
    return parsed(Given, { reason }).reason ?? null;
  } catch (error) {
    throw error instanceof CarillonError ? withValues(error, { reason }) : error;
  }
}
