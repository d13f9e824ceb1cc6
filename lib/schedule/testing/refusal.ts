import { ScheduleError } from "../error.ts";

/** The refusal that an attempt ends in; anything else it throws goes on. */
export function refusalOf(attempt: () => unknown): ScheduleError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ScheduleError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}
