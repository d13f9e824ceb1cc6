import { hostname } from "node:os";
import { join } from "node:path";
import { Accounts } from "../lib/auth/accounts.ts";
import { Audit } from "../lib/auth/audit.ts";
import { parseCommand, UsageError } from "../lib/auth/command/arguments.ts";
import { NothingGivenError, readPassword } from "../lib/auth/command/read-password.ts";
import { runCommand } from "../lib/auth/command/run.ts";
import { Sessions } from "../lib/auth/sessions.ts";
import { Tokens } from "../lib/auth/tokens.ts";
import { Users } from "../lib/auth/users.ts";
import { CONFIG_EXIT_CODE, ConfigError, loadConfig } from "../lib/config.ts";
import { CarillonError } from "../lib/errors.ts";
import { connectRedis, untilReady } from "../lib/redis/connection.ts";
import { runningServer } from "../lib/redis/embedded/leftover.ts";
import { RedisRefusedError } from "../lib/redis/trouble.ts";

/** EX_USAGE and EX_UNAVAILABLE of sysexits.h; 1 is for what the accounts refuse. */
const USAGE_EXIT_CODE = 64;
const UNAVAILABLE_EXIT_CODE = 69;

/** `npm run user`: makes, changes and removes accounts. Whoever may run this holds the installation, and needs no account. */
async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  const { redisUrl, redisTls: tls, prefix, dataDir } = loadConfig(process.env);
  const url = redisUrl ?? (await runningServer(join(dataDir, "redis")));
  if (url === null)
    throw new ConfigError([
      "REDIS_URL is missing: say which Redis to use, or run npm start here, which brings its own",
    ]);
  const redis = connectRedis({ url, tls, role: "client", name: "carillon-user" });
  try {
    await untilReady(redis);
    const stores = {
      users: new Users(redis, prefix),
      tokens: new Tokens(redis, prefix),
      sessions: new Sessions(redis, prefix),
    };
    await runCommand(command, {
      accounts: new Accounts(stores, { keepsAdmin: false }),
      audit: new Audit(redis, prefix),
      readPassword: (name) => readPassword(name, process.stdin, process.stderr),
      print: (text) => process.stdout.write(`${text}\n`),
      nowMs: Date.now(),
      host: hostname(),
    });
  } finally {
    redis.disconnect();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return USAGE_EXIT_CODE;
  if (error instanceof ConfigError || error instanceof RedisRefusedError) return CONFIG_EXIT_CODE;
  const isRefusal = error instanceof CarillonError && error.code !== "unavailable";
  return isRefusal || error instanceof NothingGivenError ? 1 : UNAVAILABLE_EXIT_CODE;
}
