import { queueTag, registryTag } from "../redis/keys.ts";
import { commandsOf, REDIS_ACCESS, type RedisAccess, type RedisUser } from "./redis-users.ts";

/** Its name in Redis: two installations on one Redis have two prefixes, and so their own users. */
export const userName = (user: RedisUser, prefix: string) => `${prefix}-${user}`;

/**
 * The rules of a user in the language of `ACL SETUSER`: all that it was is taken from it, then it is given its keys, its
 * channels and its commands.
 */
export function aclRules(access: RedisAccess, prefix: string, passwordHash: string): string[] {
  // The tag of a queue without its end: a prefix cannot have a colon, so no other installation's keys begin so.
  const queues = queueTag(prefix, "*").slice(0, -"}".length);
  const registry = registryTag(prefix);
  const writes = [
    ...(access.queues === "write" ? [queues] : []),
    // Scripts of the registry are sent with its tag for a key.
    ...(access.runs.length > 0 ? [registry] : []),
    ...access.writes.map((name) => `${registry}:${name}`),
  ];
  const reads = [
    ...(access.queues === "read" ? [queues] : []),
    ...access.reads.map((name) => `${registry}:${name}`),
  ];
  const channels = access.queues === "write" ? [queues, `${registry}:*`] : [];
  return [
    "reset",
    "resetchannels",
    "-@all",
    "on",
    `#${passwordHash}`,
    ...writes.map((pattern) => `~${pattern}`),
    ...reads.map((pattern) => `%R~${pattern}`),
    ...channels.map((pattern) => `&${pattern}`),
    ...commandsOf(access).map((command) => `+${command}`),
  ];
}

/** One user as a command for Redis, or as a line of an ACL file. */
export function aclLine(
  user: RedisUser,
  prefix: string,
  passwordHash: string,
  form: "command" | "file",
): string {
  const rules = aclRules(REDIS_ACCESS[user], prefix, passwordHash).join(" ");
  return `${form === "file" ? "user" : "ACL SETUSER"} ${userName(user, prefix)} ${rules}`;
}
