import { CarillonError } from "../errors.ts";

export const HOW_TO_MAKE_ROOM =
  "Delete finished jobs, keep them for a shorter time, or raise maxmemory of Redis.";

/** Nothing was written, for Redis has no room. `facts`: a sentence. */
export function redisFull(facts: string, cause?: unknown): CarillonError {
  return new CarillonError("redis_full", `${facts} ${HOW_TO_MAKE_ROOM} Then try again.`, { cause });
}

/** The refusal that an error means when it says that there is no room, whether Redis says so or we; else null. */
export function redisFullOf(error: unknown): CarillonError | null {
  if (error instanceof CarillonError) return error.code === "redis_full" ? error : null;
  if (!(error instanceof Error) || !reasonsOf(error).some(isOutOfMemory)) return null;
  return redisFull("Redis has reached its maxmemory and takes nothing new.", error);
}

const isOutOfMemory = ({ message }: Error) => message.startsWith("OOM ");

/** A transaction is refused with the errors of its commands. */
const reasonsOf = (error: Error & { previousErrors?: Error[] }): Error[] => [
  error,
  ...(error.previousErrors ?? []),
];

/** For what awaits a command that a full Redis refuses. */
export function refuseWhenFull(error: unknown): never {
  throw redisFullOf(error) ?? error;
}
