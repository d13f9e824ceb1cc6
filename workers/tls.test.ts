import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isFinal } from "../lib/jobs/states.ts";
import { SchedulerService } from "../lib/scheduler/service.ts";
import { makeCertificate } from "../lib/testing/certificates.ts";
import { startProcess, startWorker } from "../lib/testing/processes.ts";
import { testRedisUrl, uniquePrefix } from "../lib/testing/redis.ts";
import { startTlsFront } from "../lib/testing/tls-front.ts";
import { until } from "../lib/testing/until.ts";

const ca = makeCertificate("Authority of the test");
const other = makeCertificate("Another authority");
const certificate = makeCertificate("redis", { issuer: ca, hosts: ["127.0.0.1"] });

function fileOf(pem: string): string {
  const folder = mkdtempSync(join(tmpdir(), "carillon-ca-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "ca.pem");
  writeFileSync(file, pem);
  return file;
}

/** The settings of a process whose Redis has TLS, as its own user. */
async function settingsOf(user: "scheduler" | "executor" | "program" | "fsck", trusted = ca.cert) {
  const { url } = await startTlsFront(testRedisUrl(user), { certificate });
  return { REDIS_URL: url, CARILLON_REDIS_CA_FILE: fileOf(trusted) };
}

describe("over TLS", () => {
  it("a job runs from a program to its end, each process as its own user", async () => {
    const prefix = uniquePrefix();
    for (const name of ["scheduler", "executor"] as const) {
      const env = { ...(await settingsOf(name)), CARILLON_PREFIX: prefix };
      await startWorker(name, env).untilLine(/ started/);
    }
    const { REDIS_URL: redis } = await settingsOf("program");
    const service = new SchedulerService({ redis, prefix, tls: { ca: ca.cert } });
    onTestFinished(() => service.close());
    const args = { message: "hello" };
    const { id } = await service.scheduleJob({ job: "demo.echo", args, delayMs: 50 });
    const isOver = ({ state }: { state: Parameters<typeof isFinal>[0] }) => isFinal(state);
    const job = await until("the job", () => service.getJob(id), isOver);
    expect(job).toMatchObject({ state: "succeeded", attempt: 1 });

    const fsck = startProcess(["--import", "tsx", "workers/fsck.ts"], {
      ...(await settingsOf("fsck")),
      CARILLON_PREFIX: prefix,
    });
    await fsck.untilLine(/^1 queues checked, 0 findings$/);
    expect(await fsck.exit).toBe(0);
  });

  it.each(["scheduler", "executor", "fsck"] as const)(
    "%s ends at once with 78 and the remedy when the certificate is not to be trusted",
    async (name) => {
      const env = await settingsOf(name, other.cert);
      const refused = startProcess(["--import", "tsx", `workers/${name}.ts`], env);
      expect(await refused.exit).toBe(78);
      await refused.untilLine(
        /rediss:\/\/\*\*\*@127\S+ is not signed .*Set CARILLON_REDIS_CA_FILE/,
      );
      expect(refused.lines.join("\n")).not.toContain(new URL(env.REDIS_URL).password);
    },
  );
});

it.each(["scheduler", "executor"] as const)(
  "the %s whose password is refused ends at once with 78, and nothing that it prints has the password",
  async (name) => {
    const url = new URL(testRedisUrl(name));
    url.password = "a-password-that-is-wrong";
    const refused = startWorker(name, { REDIS_URL: url.href, LOG_LEVEL: "trace" });
    expect(await refused.exit).toBe(78);
    await refused.untilLine(/does not know this user and password \(WRONGPASS\)/);
    expect(refused.lines.join("\n")).not.toContain(url.password);
  },
);
