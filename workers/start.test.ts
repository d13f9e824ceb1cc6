import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Environment, startProcess } from "../lib/testing/processes.ts";
import { until } from "../lib/testing/until.ts";

/** Builds first, when the clone has no build yet. */
const BUILD_MS = 240_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function settings() {
  const dataDir = mkdtempSync(join(tmpdir(), "carillon-start-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return { PORT: String(await freePort()), CARILLON_DATA_DIR: dataDir, REDIS_URL: undefined };
}

const start = (env: Environment) => startProcess(["workers/start.mjs"], env);

/** The processes that still name the data folder, or were started by one that does. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file)
    ? readFileSync(file, "utf8").trim().split(" ").filter(Boolean).map(Number)
    : [];
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

describe.skipIf(process.platform !== "linux")("npm start", () => {
  it(
    "starts everything, signs a browser in once, refuses a second start, and leaves no orphan",
    { timeout: BUILD_MS },
    async () => {
      const env = await settings();
      const first = start(env);
      const address = `http://127.0.0.1:${env.PORT}`;
      const link = await first.untilLine(/#token=/);
      const ready = await until(
        "readiness",
        async () => (await fetch(`${address}/api/readyz`)).json() as Promise<{ status: string }>,
        ({ status }) => status === "ready",
      );
      expect(ready).toEqual({ status: "ready", redis: "ok", scheduler: "alive" });

      const token = link.split("#token=")[1]!.trim();
      const signIn = () =>
        fetch(`${address}/api/sign-in`, {
          method: "POST",
          headers: { "content-type": "application/json", origin: address },
          body: JSON.stringify({ token }),
        });
      const signedIn = await signIn();
      expect(signedIn.status).toBe(200);
      expect(signedIn.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
      expect((await signIn()).status).toBe(422);

      const second = start(env);
      expect(await second.exit).toBe(1);
      expect(second.lines.join("\n")).toMatch(/already running here/);

      const children = childrenOf(first.pid);
      expect(children.length).toBeGreaterThanOrEqual(4);
      first.child.kill("SIGTERM");
      expect(await first.exit).toBe(0);
      expect(children.filter(isAlive)).toEqual([]);
    },
  );

  it(
    "starts a crashed part again, and takes over from a supervisor that was killed",
    { timeout: BUILD_MS },
    async () => {
      const env = await settings();
      const first = start(env);
      await first.untilLine(/executor started/);
      await first.untilLine(/Stop: /);
      const executor = childrenOf(first.pid).find((pid) =>
        readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("executor.ts"),
      )!;
      process.kill(executor, "SIGKILL");
      await first.untilLine(/ended with SIGKILL; starting it again/);
      await until(
        "the executor's return",
        () => first.lines.filter((line) => line.includes("executor started")).length,
        (count) => count === 2,
      );

      const children = childrenOf(first.pid);
      first.child.kill("SIGKILL");
      await first.exit;
      const second = start({ ...env, PORT: String(await freePort()) });
      await second.untilLine(/Stop: /);
      await until(
        "the old parts to be gone",
        () => children.filter(isAlive).length,
        (left) => left === 0,
      );
      second.child.kill("SIGINT");
      expect(await second.exit).toBe(0);
    },
  );

  it("says what to do about a port in use", { timeout: BUILD_MS }, async () => {
    const env = await settings();
    const squatter = createServer();
    await new Promise<void>((listening) =>
      squatter.listen(Number(env.PORT), "127.0.0.1", listening),
    );
    onTestFinished(() => void squatter.close());
    const refused = start(env);
    expect(await refused.exit).toBe(1);
    expect(refused.lines.join("\n")).toMatch(
      /Port \d+ of 127.0.0.1 cannot be used.*PORT=3001 npm start/,
    );
  });

  it("refuses to be open to others without a token", { timeout: BUILD_MS }, async () => {
    const refused = start({ ...(await settings()), HOST: "0.0.0.0" });
    expect(await refused.exit).toBe(78);
    expect(refused.lines.join("\n")).toContain("CARILLON_ADMIN_TOKEN");
  });
});
