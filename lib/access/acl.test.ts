import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { hashSecret } from "../auth/secrets.ts";
import { connectRedis, untilReady } from "../redis/connection.ts";
import { adminRedisUrl, openRedis, uniquePrefix } from "../testing/redis.ts";
import { aclLine, aclRules, userName } from "./acl.ts";
import { REDIS_ACCESS, REDIS_USERS, type RedisUser } from "./redis-users.ts";

const PASSWORD = "a-password-of-this-test";

/** A user with the rules as they are handed out, and the connection of one who may do anything. */
async function openUser(user: RedisUser) {
  const prefix = uniquePrefix();
  const admin = await openRedis();
  const name = userName(user, prefix);
  const [command, ...words] = aclLine(user, prefix, hashSecret(PASSWORD), "command").split(" ");
  await admin.call(command!, ...words);
  onTestFinished(async () => void (await admin.acl("DELUSER", name)));
  const url = adminRedisUrl().replace("//", `//${name}:${PASSWORD}@`);
  return { prefix, admin, name, redis: await openRedis(url) };
}

const refused = (redis: Redis, command: string, ...args: string[]) =>
  expect(redis.call(command, ...args), [command, ...args].join(" ")).rejects.toThrow(
    /^NOPERM|^ERR (?:The user executing the script|ACL failure in script)/,
  );

describe.each(REDIS_USERS)("the user of %s", (user) => {
  it("is refused all that could harm or show others", async () => {
    const { redis, prefix } = await openUser(user);
    await refused(redis, "FLUSHALL");
    await refused(redis, "FLUSHDB");
    await refused(redis, "CONFIG", "GET", "*");
    await refused(redis, "KEYS", "*");
    await refused(redis, "ACL", "LIST");
    await refused(redis, "ACL", "WHOAMI");
    await refused(redis, "CLIENT", "LIST");
    await refused(redis, "CLIENT", "KILL", "ID", "1");
    await refused(redis, "SCRIPT", "FLUSH");
    await refused(redis, "MONITOR");
    await refused(redis, "SHUTDOWN", "NOSAVE");
    await refused(redis, "PSUBSCRIBE", "*");
    await refused(redis, "RENAME", `{${prefix}:q}:jobs`, "stolen");
  });

  it("is refused every command that Redis calls dangerous or an administrator's, but for INFO", async () => {
    const { admin, name } = await openUser(user);
    const lists = await Promise.all(["dangerous", "admin"].map((kind) => admin.acl("CAT", kind)));
    const commands = [...new Set(lists.flat() as string[])].filter((command) => command !== "info");
    expect(commands.length).toBeGreaterThan(20);
    const allowed: string[] = [];
    for (const command of commands) {
      const verdict = await admin.call("ACL", "DRYRUN", name, ...command.split("|")).catch(String);
      if (verdict === "OK") allowed.push(command);
    }
    expect(allowed).toEqual([]);
  });

  it("is refused the keys of everybody else", async () => {
    const { redis, prefix } = await openUser(user);
    const others = ["other", prefix, `${prefix}:q`, `{${prefix}2}:queues`, `{${prefix}2:q}:jobs`];
    for (const key of others) await refused(redis, user === "fsck" ? "HSCAN" : "HGET", key, "0");
    if (user === "fsck") return;
    for (const key of others) {
      const script = "return redis.call('HGET', ARGV[1], 'f')";
      await refused(redis, "EVAL", script, "1", `{${prefix}}`, key);
      await refused(redis, "EVAL", "return 1", "1", key);
    }
    await refused(redis, "EVAL", "return redis.call('FLUSHALL')", "0");
    await refused(redis, "EVAL", "return redis.call('KEYS', '*')", "0");
  });

  it("is refused the channels of everybody else", async () => {
    const { redis, prefix } = await openUser(user);
    for (const channel of ["other", `{${prefix}2}:new-queue`, `{${prefix}2:q}:due-sooner`]) {
      await refused(redis, "PUBLISH", channel, "x");
      await refused(redis, "SPUBLISH", channel, "x");
      await refused(redis, "SUBSCRIBE", channel);
      await refused(redis, "SSUBSCRIBE", channel);
    }
  });
});

describe("sessions, accounts and whatever else belongs to the web process", () => {
  it.each(REDIS_USERS.filter((user) => user !== "web"))("are out of reach of %s", async (user) => {
    const { redis, prefix } = await openUser(user);
    for (const name of ["session:x", "used:x", "feeds", "idempotency:x", "users", "tokens"])
      await refused(redis, "GET", `{${prefix}}:${name}`);
  });

  it("are within its own", async () => {
    const { redis, prefix } = await openUser("web");
    expect(await redis.set(`{${prefix}}:session:x`, "{}", "PX", 1_000)).toBe("OK");
  });
});

it("fsck may change nothing, though it were allowed the command", async () => {
  const prefix = uniquePrefix();
  const admin = await openRedis();
  const fsck = { ...REDIS_ACCESS.fsck, sends: [...REDIS_ACCESS.fsck.sends, "set"] };
  await admin.acl("SETUSER", `${prefix}-fsck`, ...aclRules(fsck, prefix, hashSecret(PASSWORD)));
  onTestFinished(async () => void (await admin.acl("DELUSER", `${prefix}-fsck`)));
  const redis = await openRedis(adminRedisUrl().replace("//", `//${prefix}-fsck:${PASSWORD}@`));
  await refused(redis, "SET", `{${prefix}:q}:meta`, "x");
  expect(await redis.get(`{${prefix}:q}:meta`)).toBeNull();
});

it("rules replace those that a user had, and its passwords", async () => {
  const prefix = uniquePrefix();
  const admin = await openRedis();
  const name = userName("fsck", prefix);
  onTestFinished(async () => void (await admin.acl("DELUSER", name)));
  await admin.acl("SETUSER", name, "on", "nopass", "+@all", "~*", "&*");
  await admin.acl("SETUSER", name, ...aclRules(REDIS_ACCESS.fsck, prefix, hashSecret(PASSWORD)));
  const url = (password: string) => adminRedisUrl().replace("//", `//${name}:${password}@`);
  await refused(await openRedis(url(PASSWORD)), "FLUSHALL");
  const other = connectRedis({ url: url("guess"), role: "client" });
  onTestFinished(() => other.disconnect());
  await expect(untilReady(other)).rejects.toThrow();
});

describe("docs/redis-access.md", () => {
  it.each(REDIS_USERS)("shows what %s may do", (user) => {
    const page = readFileSync("docs/redis-access.md", "utf8").replace(/\s+/g, " ");
    const rules = aclRules(REDIS_ACCESS[user], "carillon", "HASH");
    expect(page).toContain(rules.slice(rules.indexOf("#HASH") + 1).join(" "));
  });
});
