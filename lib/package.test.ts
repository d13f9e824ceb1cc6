import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { VERSION } from "./process/version.ts";
import { testRedisUrl, uniquePrefix } from "./testing/redis.ts";

const ROOT = resolve(import.meta.dirname, "..");
const JOBS = `
import { defineJob } from "./dist/index.js";
import { z } from "zod";
const negate = (isolation) => defineJob({
  name: isolation, isolation, file: import.meta.url, args: z.tuple([z.number()]), run: (a) => -a,
});
export const inThread = negate("worker-thread");
export const inChild = negate("child-process");
`;
const PROGRAM = `
import { defineJob, Executor, Scheduler, SchedulerService } from "./dist/index.js";
import { z } from "zod";
import { inChild, inThread } from "./jobs.mjs";
const [redis, prefix] = process.argv.slice(2);
const add = defineJob({ name: "add", args: z.tuple([z.number(), z.number()]), run: (a, b) => a + b });
const executor = new Executor({ redis, prefix, jobs: [add, inThread, inChild] });
const scheduler = new Scheduler({ redis, prefix });
await Promise.all([executor.start(), scheduler.start()]);
const service = new SchedulerService({ redis, prefix });
const { id } = await service.scheduleJob({ job: add, args: [40, 2], delayMs: 50 });
let job;
do { job = await service.getJob(id); } while (job.state !== "succeeded");
const results = [job.result];
for (const isolated of [inThread, inChild]) {
  const { id } = await service.scheduleJob({ job: isolated, args: [job.result] });
  results.push(await service.resultOf(id));
}
process.stdout.write(JSON.stringify(results));
await Promise.all([executor.stop(), scheduler.stop(), service.close()]);
`;

describe("the package", () => {
  it("names its own version", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      version: string;
    };
    expect(VERSION).toBe(version);
  });

  it(
    "runs as plain JavaScript, without a loader and without a warning",
    { timeout: 60_000 },
    () => {
      // Within the clone, so that what it imports is found.
      const folder = join(ROOT, ".cache", `package-${process.pid}`);
      mkdirSync(folder, { recursive: true });
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
      execFileSync(
        process.execPath,
        [tsc, "-p", "tsconfig.package.json", "--outDir", join(folder, "dist")],
        { cwd: ROOT },
      );
      writeFileSync(join(folder, "jobs.mjs"), JOBS);
      writeFileSync(join(folder, "program.mjs"), PROGRAM);
      const output = execFileSync(
        process.execPath,
        ["program.mjs", testRedisUrl(), uniquePrefix()],
        { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], timeout: 20_000 },
      );
      expect(output).toBe("[42,-42,-42]");
    },
  );
});
