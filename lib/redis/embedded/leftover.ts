import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 10_000;

export const pidFileOf = (dataDir: string) => join(dataDir, "redis.pid");

/**
 * Ends a server that outlived its supervisor (which was killed): two of them on one append-only file would ruin it.
 * What it holds is on disk, and the next server reads it.
 * @throws Error when it does not end
 */
export async function endLeftover(dataDir: string): Promise<void> {
  const pidFile = pidFileOf(dataDir);
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").trim());
  if ((await serverTitle(pid)) === null) return rmSync(pidFile, { force: true });
  process.kill(pid, "SIGTERM");
  const untilMs = performance.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (performance.now() > untilMs)
      throw new Error(`A Redis of an earlier start (process ${pid}) does not end. End it by hand.`);
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}

/** Where the server of a data folder answers; null when none runs. It titles itself `redis-server 127.0.0.1:6390`. */
export async function runningServer(dataDir: string): Promise<string | null> {
  const pidFile = pidFileOf(dataDir);
  if (!existsSync(pidFile)) return null;
  const title = await serverTitle(Number(readFileSync(pidFile, "utf8").trim()));
  const port = /(?:127\.0\.0\.1:|--port )(\d+)/.exec(title ?? "")?.[1];
  return port === undefined ? null : `redis://127.0.0.1:${port}`;
}

/** How the system lists a process that is a server; null for any other, since process ids are used again. */
async function serverTitle(pid: number): Promise<string | null> {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  const { stdout } = await run("ps", ["-o", "args=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return /(redis|valkey)-server/.test(stdout) ? stdout : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
