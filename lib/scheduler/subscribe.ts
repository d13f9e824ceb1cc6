import { invalidField } from "../errors.ts";
import { jobIdOf } from "../jobs/names.ts";
import { JOB_STATES, type JobState } from "../jobs/states.ts";
import type { QueueEvent } from "../queue/events.ts";
import type { JobTypes } from "../queue/job-types.ts";

/** A job moved from one state to another. */
export interface JobEvent {
  jobId: string;
  queue: string;
  /** Where it went. */
  state: JobState;
  /** Grows within a queue; jobs that moved together share it. */
  eventId: string;
}

/** Of what is left out there is no choice: all states, all types, all queues. */
export interface SubscribeOptions {
  states?: readonly JobState[];
  types?: readonly string[];
  queues?: readonly string[];
  /** The listener threw or rejected, or the jobs of an event could not be read. Logged when left out. */
  onError?: (error: unknown) => void;
}

/** @throws CarillonError invalid_fields for a state that there is none of */
export function checkStates(states: readonly string[] = []): void {
  const wrong = states.find((state) => !JOB_STATES.some((known) => known === state));
  if (wrong !== undefined)
    throw invalidField("states", `has no state ${wrong}; there are ${JOB_STATES.join(", ")}`);
}

/** The moves of an event that a subscriber asked for, in order. A job that is gone is of no type any more. */
export async function movesOf(
  { queue, id, changes }: QueueEvent,
  { states, types, queues }: SubscribeOptions,
  jobTypes: JobTypes,
): Promise<JobEvent[]> {
  if (queues && !queues.includes(queue)) return [];
  const moves = changes.filter(({ state, isMove }) => isMove && (states?.includes(state) ?? true));
  const localIds = moves.flatMap((move) => move.localIds);
  const known = types && localIds.length > 0 ? await jobTypes.of(queue, localIds) : null;
  const isWanted = (localId: string) => !known || types!.includes(known.get(localId) ?? "");
  return moves.flatMap((move) =>
    move.localIds.filter(isWanted).map((localId) => ({
      jobId: jobIdOf({ queue, localId }),
      queue,
      state: move.state,
      eventId: `${queue}/${id}`,
    })),
  );
}

/** Calls a listener without waiting for it, so that a slow one holds nobody up. What goes wrong is told to `onError`. */
export function tell<T>(
  listener: (told: T) => unknown,
  told: T,
  onError: (error: unknown) => void,
): void {
  try {
    const answer = listener(told);
    if (answer instanceof Promise) answer.catch(onError);
  } catch (error) {
    onError(error);
  }
}
