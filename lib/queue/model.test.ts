import { describe, expect, it, onTestFinished } from "vitest";
import { connectRedis, untilReady } from "../redis/connection.ts";
import { checkModel } from "../testing/model/check-model.ts";
import { adminRedisUrl } from "../testing/redis.ts";

/** A database that no other test uses: the check reads all keys after each command, and empties it before each run. */
const DATABASE = 7;
const RUNS = Number(process.env.FC_RUNS ?? 300);
const SEED = process.env.FC_SEED === undefined ? undefined : Number(process.env.FC_SEED);

describe("whatever happens, in whatever order", () => {
  it(
    "every invariant holds after every command",
    async () => {
      const redis = connectRedis({ url: `${adminRedisUrl()}/${DATABASE}`, role: "worker" });
      onTestFinished(() => redis.disconnect());
      await untilReady(redis);
      const verdict = await checkModel(redis, { runs: RUNS, seed: SEED, shrinks: true });
      expect(verdict.report).toBe("");
      expect(verdict.commands).toBeGreaterThan(RUNS * 10);
    },
    RUNS * 2_000,
  );
});
