import { expect, it } from "vitest";
import { type Environment, startProcess } from "../lib/testing/processes.ts";
import { testRedisUrl } from "../lib/testing/redis.ts";

const PLACEHOLDER = "change-me-change-me-change-me";
const REPEATED = "abcabcabcabcabcabcabcabcabcabc";
const SHORT = "q8Zt1xW0";

/** What must not start, why in a word, and what must not be printed. */
const UNSAFE: [about: string, env: Environment, says: RegExp, secret?: string][] = [
  ["open to others without a token", { HOST: "0.0.0.0" }, /HOST is 0.0.0.0.*CARILLON_ADMIN_TOKEN/],
  ["open to others by IPv6", { HOST: "::" }, /HOST is ::.*CARILLON_ADMIN_TOKEN/],
  ["open by a name", { HOST: "jobs.example.org" }, /CARILLON_ADMIN_TOKEN/],
  [
    "open with an empty token",
    { HOST: "0.0.0.0", CARILLON_ADMIN_TOKEN: "" },
    /CARILLON_ADMIN_TOKEN/,
  ],
  ["a short token", { CARILLON_ADMIN_TOKEN: SHORT }, /at least 24 characters/, SHORT],
  ["a placeholder", { CARILLON_ADMIN_TOKEN: PLACEHOLDER }, /placeholder/, PLACEHOLDER],
  ["a repeated token", { CARILLON_ADMIN_TOKEN: REPEATED }, /repeats a few characters/, REPEATED],
  [
    "no Redis that is one",
    { REDIS_URL: "http://user:hunter2@redis:6379" },
    /REDIS_URL must be a URL like/,
    "hunter2",
  ],
  ["no Redis at all", { REDIS_URL: "" }, /REDIS_URL is missing/],
  [
    "any outgoing address",
    { CARILLON_OUTGOING_ALLOW: "10.0.0.0/8, 0.0.0.0/0" },
    /CARILLON_OUTGOING_ALLOW is not usable: 0.0.0.0\/0 is every address/,
  ],
  ["a wrong allow-list", { CARILLON_OUTGOING_ALLOW: "10.0.0.0/99" }, /CARILLON_OUTGOING_ALLOW/],
  ["a pattern of hosts", { CARILLON_ALLOWED_HOSTS: "*" }, /CARILLON_ALLOWED_HOSTS must be/],
  ["a URL for a host", { CARILLON_ALLOWED_HOSTS: "https://a.example" }, /CARILLON_ALLOWED_HOSTS/],
  ["too many hops", { CARILLON_TRUSTED_HOPS: "all" }, /CARILLON_TRUSTED_HOPS/],
  ["paths that hide nothing", { CARILLON_REDACT: "customer.iban" }, /CARILLON_REDACT/],
  ["a prefix that is a pattern", { CARILLON_PREFIX: "a*" }, /CARILLON_PREFIX/],
];

const start = (name: string, env: Environment) =>
  startProcess(["--import", "tsx", `workers/${name}.ts`], { REDIS_URL: testRedisUrl(), ...env });

// All processes read their settings by one function: one meets every row, the others some.
it.each(UNSAFE)("no process starts with %s", async (_, env, says, secret) => {
  const { exit, lines } = start("executor", env);
  expect(await exit).toBe(78);
  const text = lines.join("\n");
  expect(text).toMatch(says);
  if (secret !== undefined) expect(text).not.toContain(secret);
});

it.each(["web", "scheduler"])("%s says every reason at once", async (name) => {
  const { exit, lines } = start(name, {
    CARILLON_ADMIN_TOKEN: PLACEHOLDER,
    CARILLON_ALLOWED_HOSTS: "*",
  });
  expect(await exit).toBe(78);
  expect(lines.join("\n")).toMatch(/CARILLON_ADMIN_TOKEN[\s\S]*CARILLON_ALLOWED_HOSTS/);
});

it("the web process is for this machine alone without a token", async () => {
  const { exit, lines } = start("web", { HOST: "0.0.0.0" });
  expect(await exit).toBe(78);
  expect(lines.join("\n")).toContain("CARILLON_ADMIN_TOKEN");
});

it("the development server is for this machine alone", async () => {
  const { exit, lines } = startProcess(["--import", "tsx", "--eval", DEVELOPMENT], {
    HOST: "0.0.0.0",
    CARILLON_ADMIN_TOKEN: "Zk3v9Qw1Lr7xTn5yHb2mPd8s",
  });
  expect(await exit).toBe(78);
  expect(lines.join("\n")).toMatch(/HOST is 0.0.0.0.*development server/);
});

const DEVELOPMENT =
  'import("./workers/supervisor.ts").then(({ supervise }) => supervise({ root: process.cwd(), isDevelopment: true }))';
