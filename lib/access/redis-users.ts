import { scripts } from "../queue/scripts.generated.ts";

/** Who comes to Redis. `program` is what developers run with a SchedulerService; `fsck` is `npm run fsck`. */
export const REDIS_USERS = ["web", "scheduler", "executor", "program", "fsck"] as const;
export type RedisUser = (typeof REDIS_USERS)[number];

export interface RedisAccess {
  /** Commands that its code sends; those that its scripts call are added to them. */
  sends: readonly string[];
  runs: readonly (keyof typeof scripts)[];
  /** What it may do with the keys of queues. */
  queues: "write" | "read";
  /**
   * Keys that belong to no queue, after `{prefix}:`: those it reads and writes, and those it only reads. Sessions, accounts and
   * tokens are for the web process alone.
   */
  writes: readonly string[];
  reads: readonly string[];
}

const listed = (names: string) => names.split(" ");

/** To become ready: the name and the database of a connection, and whether Redis is still loading. */
const CONNECTS = ["client|setname", "select", "info"];
const LOOKS_AT_JOBS = listed(
  "get hget hgetall hmget lindex llen lrange scard smembers srandmember zcard zrange zscore",
);
const LOOKS = [...LOOKS_AT_JOBS, "hexists", "time", "zcount"];
const OPERATES = ["hincrby", "hset", "hsetnx"];
const FOLLOWS_EVENTS = ["xread", "xrevrange", "quit"];
/** Accounts, tokens, sessions, secret addresses of calendars, idempotency keys, the audit log. */
const ADMITS = listed(
  "decr del exec getdel getex hdel hlen hvals incr mget multi pexpire pttl set xadd",
);

const CREATE = ["registerQueue", "enqueue", "putBatch", "follow", "settle"] as const;
const CHANGE = ["cancel", "retry", "runNow", "reschedule", "reprioritise", "forget"] as const;
const PLAN = ["putSchedule", "pauseSchedule", "resumeSchedule", "cancelSchedule"] as const;
const STEER = ["trigger", "backfill", "skipNext", "unskipNext", "markSkip"] as const;
const OPERATE = ["pause", "limitQueue", "startOperation", "abortOperation"] as const;
const PAGE = ["glance", "pageList", "pageSet"] as const;
/** The verbs of SchedulerService: what a person or a program asks for. */
const VERBS = [...CREATE, ...CHANGE, ...PLAN, ...STEER, ...OPERATE, ...PAGE];

const PROMOTE = ["promote", "reap", "trim", "settle", "unfollow", "presence"] as const;
const FIRE = ["peekDue", "fire", "replan", "failSchedule"] as const;
/** Schedules that job files declare, and pauses that end by themselves. */
const DECLARE = ["registerQueue", "putSchedule", "resumeSchedule", "cancelSchedule"] as const;
const WORK_OFF = ["claimOperation", "advanceOperation", "cancel", "retry", "forget"] as const;

const OPERATIONS = ["operations:open", "operation:*"];
const CATALOG = ["catalog", "catalog-version"];
const WORKERS = ["workers", "accounts"];
/** What alert webhooks have been told, since when alerts stand, and who looks. */
const ALERTS = ["alert-webhooks", "alerts", "alert-look"];

/** What each process may do in Redis, and no more. redis-users.test.ts holds it against the code, docs/redis-access.md shows it. */
export const REDIS_ACCESS: Record<RedisUser, RedisAccess> = {
  web: {
    sends: [...LOOKS, ...OPERATES, ...FOLLOWS_EVENTS, ...ADMITS],
    runs: VERBS,
    queues: "write",
    writes: ["*"],
    reads: [],
  },
  scheduler: {
    sends: [...LOOKS, ...OPERATES, ...listed("hdel pttl set sscan xrange subscribe ssubscribe")],
    runs: [...PROMOTE, ...FIRE, ...DECLARE, ...WORK_OFF, ...PAGE],
    queues: "write",
    writes: ["queues", "declared", "schedules", ...WORKERS, ...OPERATIONS, ...ALERTS],
    reads: CATALOG,
  },
  executor: {
    sends: [...LOOKS_AT_JOBS, "subscribe", "ssubscribe"],
    runs: ["turn", "beat", "report", "countRuns", "presence", "registerQueue", "publishTypes"],
    queues: "write",
    writes: ["queues", ...WORKERS, ...CATALOG],
    reads: [],
  },
  program: {
    sends: [...LOOKS, ...OPERATES, ...FOLLOWS_EVENTS],
    runs: VERBS,
    queues: "write",
    writes: ["queues", "schedules", "operations", ...OPERATIONS],
    reads: [...WORKERS, ...CATALOG],
  },
  fsck: {
    sends: listed("get hscan llen lrange pttl scan smembers sscan strlen time xlen zscan"),
    runs: [],
    queues: "read",
    writes: [],
    reads: ["queues"],
  },
};

/** All commands of a user, in lower case and in order: those of its connections, of its code and of its scripts. */
export function commandsOf({ sends, runs }: RedisAccess): string[] {
  const sendsScripts = runs.length > 0 ? ["evalsha", "eval"] : [];
  const called = runs.flatMap((name) => commandsInLua(scripts[name].source));
  return [...new Set([...CONNECTS, ...sends, ...sendsScripts, ...called])].toSorted();
}

/** The commands that Lua calls. A call may choose between two commands: `redis.call(isDown and 'ZREVRANGE' or 'ZRANGE', …)`. */
export function commandsInLua(lua: string): string[] {
  return [...lua.matchAll(/redis\.p?call\(([^,)]*)/g)].flatMap(([, which]) =>
    [...which!.matchAll(/'([A-Z]+)'/g)].map(([, command]) => command!.toLowerCase()),
  );
}
