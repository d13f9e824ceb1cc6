import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isFinal } from "../lib/jobs/states.ts";
import { SchedulerService } from "../lib/scheduler/service.ts";
import { dockerfileStages, imageCommand, imagePaths } from "../lib/testing/dockerfile.ts";
import { type Environment, startProcess } from "../lib/testing/processes.ts";
import { testRedisUrl, uniquePrefix } from "../lib/testing/redis.ts";
import { until } from "../lib/testing/until.ts";

const ROOT = resolve(import.meta.dirname, "..");
const TOKEN = "Zk3v9Qw1Lr7xTn5yHb2mPd8s";
const runtime = dockerfileStages().at(-1)!;
const { entry } = imageCommand(runtime);

/** As the .dockerignore has it: these never come into an image. */
const IGNORED = /\.test\.ts$|^lib\/testing(\/|$)/;
/** Made by the build, not of the repository. */
const MADE = ["node_modules", ".next", "jobs"];
const IS_BUILT = existsSync(join(ROOT, ".next", "BUILD_ID"));
/** Several processes start, one after the other. */
const LONG = { timeout: 90_000 };

const JOB = `
import { defineJob } from "carillon";
import { z } from "zod";
import { twice } from "arithmetic";
export default defineJob({
  name: "twice", isolation: "ISOLATION", args: z.tuple([z.number()]), run: (n) => twice(n),
});
`;

/** What the runtime stage copies, in a folder of its own, with a user's job file and a package that it needs. */
function image() {
  const folder = mkdtempSync(join(tmpdir(), "carillon-image-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const app = join(folder, "app");
  const temporary = join(folder, "tmp");
  for (const each of [app, temporary]) mkdirSync(each);
  for (const path of imagePaths(runtime).filter((each) => !MADE.includes(each)))
    cpSync(join(ROOT, path), join(app, path), {
      recursive: true,
      filter: (from) => !IGNORED.test(relative(ROOT, from)),
    });
  symlinkSync(join(ROOT, "node_modules"), join(app, "node_modules"));
  const jobs = join(app, "jobs");
  const installed = join(jobs, "node_modules", "arithmetic");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(jobs, "package.json"), '{ "type": "module" }');
  writeFileSync(join(installed, "package.json"), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(installed, "index.js"), "export const twice = (n) => 2 * n;");
  const start = (args: string[], env: Environment) =>
    startProcess(
      [...entry.slice(1), ...args],
      { TMPDIR: temporary, CARILLON_JOBS: jobs, ...env },
      undefined,
      app,
    );
  return { app, start, addJob: (text: string) => writeFileSync(join(jobs, "twice.ts"), text) };
}

/** Every file with its size and when it changed. */
const contents = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .map((file) => [file, statSync(file).size, statSync(file).mtimeMs].join(" "))
    .toSorted();

/** How many TCP sockets of a process listen, as Linux tells. */
function listening(pid: number): number {
  const own = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  return ["tcp", "tcp6"]
    .flatMap((kind) => readFileSync(`/proc/${pid}/net/${kind}`, "utf8").split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === "0A" && own.includes(`socket:[${inode}]`))
    .length;
}

/** What compose.yaml asks the web process by, to see whether it is well. */
function healthCheck(): string[] {
  const compose = readFileSync(join(ROOT, "compose.yaml"), "utf8");
  const [, expression] = /- node\n +- --eval\n(?: +#.*\n)* +- "(\S+)"\n/.exec(compose)!;
  return ["--eval", expression!.replaceAll("$$", "$")];
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}

describe.skipIf(process.platform !== "linux")("what the image holds", () => {
  it.each(["inline", "worker-thread", "child-process"])(
    "is enough to run a user's own job (%s), writes nothing, listens on nothing, and stops with 0",
    LONG,
    async (isolation) => {
      const { app, start, addJob } = image();
      addJob(JOB.replace("ISOLATION", isolation));
      const before = contents(app);
      const prefix = uniquePrefix();
      const workers = (["scheduler", "executor"] as const).map((name) =>
        start([`workers/${name}.ts`], { REDIS_URL: testRedisUrl(name), CARILLON_PREFIX: prefix }),
      );
      for (const worker of workers) await worker.untilLine(/ started/);
      const service = new SchedulerService({ redis: testRedisUrl("program"), prefix });
      onTestFinished(() => service.close());
      const { id } = await service.scheduleJob({ job: "twice", args: [21], delayMs: 50 });
      const job = await until(
        "the job to end",
        () => service.getJob(id),
        ({ state }) => isFinal(state),
      );
      expect(job).toMatchObject({ state: "succeeded", result: 42 });
      expect(workers.map(({ pid }) => listening(pid))).toEqual([0, 0]);
      for (const worker of workers) worker.child.kill("SIGTERM");
      expect(await Promise.all(workers.map(({ exit }) => exit))).toEqual([0, 0]);
      expect(contents(app)).toEqual(before);
    },
  );

  it.skipIf(!IS_BUILT)("serves the dashboard, writes nothing, and stops with 0", LONG, async () => {
    const { app, start } = image();
    cpSync(join(ROOT, ".next"), join(app, ".next"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => relative(ROOT, from) !== ".next/cache",
    });
    const before = contents(app);
    const PORT = await freePort();
    const env = { REDIS_URL: testRedisUrl("web"), CARILLON_PREFIX: uniquePrefix(), PORT };
    const refused = start(imageCommand(runtime).args, { ...env, HOST: "0.0.0.0" });
    expect(await refused.exit).toBe(78);
    expect(await startProcess(healthCheck(), { PORT }).exit).toBe(1);
    const web = start(imageCommand(runtime).args, {
      ...env,
      HOST: "0.0.0.0",
      CARILLON_ADMIN_TOKEN: TOKEN,
    });
    await web.untilLine(/Ready in/);
    const at = `http://127.0.0.1:${PORT}`;
    expect(await startProcess(healthCheck(), { PORT }).exit).toBe(0);
    expect(await (await fetch(`${at}/api/readyz`)).json()).toMatchObject({ redis: "ok" });
    const page = await fetch(`${at}/sign-in`);
    expect(page.headers.get("content-security-policy")).toContain("nonce-");
    const [script] = /\/_next\/static\/[^"]+\.js/.exec(await page.text())!;
    expect((await fetch(`${at}${script}`)).status).toBe(200);
    web.child.kill("SIGTERM");
    expect(await web.exit).toBe(0);
    expect(contents(app)).toEqual(before);
  });
});
