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
  if (!(await isServer(pid))) return rmSync(pidFile, { force: true });
  process.kill(pid, "SIGTERM");
  const untilMs = performance.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (performance.now() > untilMs)
      throw new Error(`A Redis of an earlier start (process ${pid}) does not end. End it by hand.`);
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}

/** Process ids are used again: the process must be a server. A server removes the file when it ends in good order. */
async function isServer(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const { stdout } = await run("ps", ["-o", "args=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return /(redis|valkey)-server/.test(stdout);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
