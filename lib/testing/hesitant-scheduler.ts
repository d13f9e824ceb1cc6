import { createLogger } from "../logger.ts";
import { type Fire, Schedules } from "../queue/schedules.ts";
import { connectRedis, untilReady } from "../redis/connection.ts";
import { Firing } from "../scheduler/schedules/fire.ts";

/**
 * A process of a test: looks for what is due as a scheduler does, says so, and goes on to fire it only when something is pushed
 * to the list `{prefix}:go`. Says what came of it, and ends.
 */
const { REDIS_URL: url = "", CARILLON_PREFIX: prefix = "" } = process.env;
const redis = connectRedis({ url, role: "worker" });
await untilReady(redis);

class Hesitant extends Schedules {
  override async fire(fires: Fire[]) {
    process.stdout.write(`peeked ${fires.flatMap(({ runs }) => runs).length} runs\n`);
    await redis.blpop(`{${prefix}}:go`, 0);
    const answer = await super.fire(fires);
    process.stdout.write(`fired ${JSON.stringify(answer)}\n`);
    return answer;
  }
}

const schedules = new Hesitant(redis, prefix, "default");
const firing = new Firing(schedules, createLogger("fatal", {}));
await firing.fireDue();
redis.disconnect();
