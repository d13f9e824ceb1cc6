import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { redisUseOf } from "../testing/redis-use.ts";
import { REDIS_ACCESS, REDIS_USERS, type RedisUser } from "./redis-users.ts";

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/testing\//.test(file))
    .map((file) => `${folder}/${file}`);

/** The files that each process begins at. */
const ENTRIES: Record<RedisUser, string[]> = {
  web: [...sources("app"), "instrumentation.ts", "workers/user.ts"],
  scheduler: ["workers/scheduler.ts"],
  executor: ["workers/executor.ts", "lib/executor/lease-thread.ts"],
  program: ["lib/scheduler/service.ts"],
  fsck: ["workers/fsck.ts"],
};
/** Any script is sent in these. */
const SENDS_SCRIPTS = ["eval", "evalsha"];

describe.each(REDIS_USERS)("what %s may do", (user) => {
  const access = REDIS_ACCESS[user];
  const used = redisUseOf(ENTRIES[user]);

  it("is what its code sends", () => {
    const ownCommands = used.commands.filter((command) => !SENDS_SCRIPTS.includes(command));
    expect([...new Set(access.sends)].toSorted()).toEqual(ownCommands.filter((c) => c !== "info"));
  });

  it("is the scripts that its code runs", () => {
    expect(access.runs.toSorted()).toEqual(used.scripts);
  });
});

describe("the commands of a script", () => {
  const files = readdirSync("lib/queue/lua", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".lua"),
  );

  it.each(files)("are told by each call of lua/%s", (file) => {
    const calls = readFileSync(`lib/queue/lua/${file}`, "utf8").match(/\bp?call\s*\([^,)]*/g) ?? [];
    expect(calls.filter((call) => !/^call\([^,)]*'[A-Z]+'/.test(call))).toEqual([]);
  });
});
