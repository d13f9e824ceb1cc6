import { CONFIG_EXIT_CODE, ConfigError, loadConfig } from "../lib/config.ts";
import { checkQueue } from "../lib/queue/fsck.ts";
import { Registry } from "../lib/queue/registry.ts";
import { connectRedis, type RedisTls, untilReady } from "../lib/redis/connection.ts";
import { queueTag } from "../lib/redis/keys.ts";
import { RedisRefusedError } from "../lib/redis/trouble.ts";

/** `npm run fsck`: checks what Redis holds of every queue, changes nothing, and exits with 1 when something must not be. */
const print = (line: string) => process.stdout.write(`${line}\n`);

async function check(url: string, tls: RedisTls, prefix: string): Promise<number> {
  const redis = connectRedis({ url, tls, role: "client", name: "carillon-fsck" });
  try {
    await untilReady(redis);
    const queues = await new Registry(redis, prefix).queues();
    let found = 0;
    for (const queue of queues) {
      const findings = await checkQueue(redis, queueTag(prefix, queue));
      for (const { invariant, key, subject, message } of findings)
        print(`${invariant}  ${queue}  ${key}: ${[subject, message].filter(Boolean).join(" ")}`);
      found += findings.length;
    }
    print(`${queues.length} queues checked, ${found} findings`);
    return found === 0 ? 0 : 1;
  } finally {
    redis.disconnect();
  }
}

try {
  const { redisUrl, redisTls, prefix } = loadConfig(process.env);
  if (redisUrl === undefined)
    throw new ConfigError(["REDIS_URL is missing: say which Redis to check"]);
  process.exitCode = await check(redisUrl, redisTls, prefix);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const isUnusable = error instanceof ConfigError || error instanceof RedisRefusedError;
  process.exitCode = isUnusable ? CONFIG_EXIT_CODE : 2;
}
