import { redisFullOf } from "../redis/full.ts";

/** Redis refuses or cannot be reached: nothing is wrong with what was to be done. */
export function isRedisTrouble(error: Error): boolean {
  return (
    redisFullOf(error) !== null ||
    error.name === "ReplyError" ||
    /connection|stream|socket|ECONN|retries/i.test(error.message)
  );
}
