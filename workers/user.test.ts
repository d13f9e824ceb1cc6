import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { GOOD_PASSWORD, newestOf, openAuth } from "../lib/testing/auth.ts";
import { type Environment, startProcess } from "../lib/testing/processes.ts";
import { testRedisUrl, uniquePrefix } from "../lib/testing/redis.ts";

/** Each command is a process of its own. */
vi.setConfig({ testTimeout: 120_000 });

const run = async (env: Environment, args: string[], input?: string) => {
  const command = startProcess(["--import", "tsx", "workers/user.ts", ...args], env, input);
  const code = await command.exit;
  return { code, text: command.lines.join("\n") };
};

describe("npm run user", () => {
  it("makes, lists, changes and removes an account, and writes it down", async () => {
    const { users, audit, prefix } = await openAuth();
    const env = { REDIS_URL: testRedisUrl("web"), CARILLON_PREFIX: prefix };
    const user = (line: string, input?: string) => run(env, line.split(" "), input);

    const added = await user("add ana --role operator --queues mail,net", `${GOOD_PASSWORD}\n`);
    expect(added.code).toBe(0);
    expect(added.text).toMatch(/^ana may sign in as operator\.\nNo account is an admin now/);
    expect(await users.verify("ana", GOOD_PASSWORD)).toMatchObject({ queues: ["mail", "net"] });

    expect((await user("role ana admin")).text).toBe(
      "ana is admin now. Sessions with another role have ended.",
    );
    expect((await user("list")).text).toMatch(/^NAME .*\nana +admin +mail,net +active +never$/);
    await user("disable ana");
    expect((await user("list")).text).toMatch(/ana .* disabled/);

    const taken = await user("add ana --role viewer", `${GOOD_PASSWORD}\n`);
    expect(taken).toMatchObject({ code: 1, text: expect.stringContaining("already") });
    expect(await user("password ana", "password1234\n")).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^password: is one that is tried first/),
    });
    expect((await user("remove ana")).text).toMatch(
      /^ana is removed, with all sessions and 0 API tokens\./,
    );
    expect(await user("remove ana")).toMatchObject({ code: 1, text: "There is no account ana." });

    const entries = (await newestOf(audit, 10)).toReversed();
    expect(entries.map(({ actor, via, action }) => [actor, via, action].join(" "))).toEqual([
      "cli cli createUser",
      "cli cli changeUser",
      "cli cli changeUser",
      "cli cli removeUser",
    ]);
    expect(JSON.parse(entries[1]!.before)).toMatchObject({ role: "operator" });
    expect(JSON.parse(entries[1]!.after)).toMatchObject({ role: "admin" });
    expect(JSON.stringify(entries)).not.toMatch(/scrypt|four words/);
  });

  it("says what it cannot understand, what it misses and what does not answer", async () => {
    const env = { REDIS_URL: testRedisUrl("web"), CARILLON_PREFIX: uniquePrefix() };
    expect((await run(env, ["add", "ana"])).code).toBe(64);
    const dataDir = mkdtempSync(join(tmpdir(), "carillon-user-"));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const alone = await run({ REDIS_URL: "", CARILLON_DATA_DIR: dataDir }, ["list"]);
    expect(alone).toMatchObject({ code: 78, text: expect.stringMatching(/REDIS_URL is missing/) });
    const away = await run({ ...env, REDIS_URL: "redis://:secret@127.0.0.1:1" }, ["list"]);
    expect(away.code).toBe(69);
    expect(away.text).not.toContain("secret");
  });
});
