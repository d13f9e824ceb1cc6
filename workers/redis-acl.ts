import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { aclLine, userName } from "../lib/access/acl.ts";
import { passwordsFrom } from "../lib/access/passwords.ts";
import { REDIS_USERS, type RedisUser } from "../lib/access/redis-users.ts";
import { hashSecret } from "../lib/auth/secrets.ts";
import { CONFIG_EXIT_CODE, ConfigError, loadConfig } from "../lib/config.ts";

/** EX_USAGE of sysexits.h. */
const USAGE_EXIT_CODE = 64;

/**
 * `npm run redis-acl`: prints a user of Redis for each process, ready for `redis-cli`, or with `--file` for an ACL file. Asks
 * no Redis. Standard output has hashes alone; a password that was made here is told once, on standard error.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    options: { file: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const users = positionals.length > 0 ? positionals.map(userOf) : REDIS_USERS;
  const { prefix } = loadConfig(process.env);
  const passwords = passwordsFrom(process.env, randomBytes);
  for (const user of users) {
    const { password, isNew } = passwords[user];
    const line = aclLine(user, prefix, hashSecret(password), values.file ? "file" : "command");
    process.stdout.write(`${line}\n`);
    if (isNew)
      process.stderr.write(`${userName(user, prefix)}  password, told once: ${password}\n`);
  }
}

function userOf(name: string): RedisUser {
  const user = REDIS_USERS.find((each) => each === name);
  if (!user) throw new Error(`There is no user ${name}: choose from ${REDIS_USERS.join(", ")}.`);
  return user;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? CONFIG_EXIT_CODE : USAGE_EXIT_CODE;
}
