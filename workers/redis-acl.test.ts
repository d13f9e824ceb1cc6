import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { REDIS_USERS } from "../lib/access/redis-users.ts";
import { startProcess } from "../lib/testing/processes.ts";
import { adminRedisUrl, openRedis, uniquePrefix } from "../lib/testing/redis.ts";

const run = promisify(execFile);
const COMMAND = ["--import", "tsx", "workers/redis-acl.ts"];

const redisAcl = (args: string[], env: Record<string, string>) =>
  run(process.execPath, [...COMMAND, ...args], {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, ...env },
  });

describe("npm run redis-acl", () => {
  it("prints users that Redis takes, and tells each password that it made, once and apart", async () => {
    const prefix = uniquePrefix();
    const admin = await openRedis();
    const { stdout, stderr } = await redisAcl([], { CARILLON_PREFIX: prefix });
    const lines = stdout.trim().split("\n");
    expect(lines.map((line) => line.split(" ")[2])).toEqual(
      REDIS_USERS.map((user) => `${prefix}-${user}`),
    );
    for (const line of lines) {
      const [command, ...words] = line.split(" ");
      onTestFinished(async () => void (await admin.acl("DELUSER", words[1]!)));
      expect(await admin.call(command!, ...words)).toBe("OK");
    }
    const told = [...stderr.matchAll(/^(\S+) {2}password, told once: (\S+)$/gm)];
    expect(told).toHaveLength(REDIS_USERS.length);
    for (const [, name, password] of told) {
      expect(stdout).not.toContain(password);
      const url = adminRedisUrl().replace("//", `//${name}:${password}@`);
      expect(await (await openRedis(url)).time()).toHaveLength(2);
    }
  });

  it("prints the hash alone of a password that is given, and with --file a line of an ACL file", async () => {
    const password = "given-by-the-environment-1";
    const { stdout, stderr } = await redisAcl(["--file", "executor"], {
      CARILLON_REDIS_PASSWORD_EXECUTOR: password,
    });
    expect(stdout).toMatch(
      /^user carillon-executor reset resetchannels -@all on #[0-9a-f]{64} ~\{carillon:\* .*\+time.*\n$/,
    );
    expect(stdout + stderr).not.toContain(password);
    expect(stderr).toBe("");
  });

  it.each([
    [
      78,
      /CARILLON_REDIS_PASSWORD_WEB must have at least 24/,
      [],
      { CARILLON_REDIS_PASSWORD_WEB: "short" },
    ],
    [64, /no user root: choose from web, scheduler/, ["root"], {}],
    [64, /Unknown option '--force'/, ["--force"], {}],
  ])("exits with %i and says %s", async (code, message, args, env) => {
    const command = startProcess([...COMMAND, ...args], env);
    expect(await command.exit).toBe(code);
    await command.untilLine(message);
  });
});
