import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Holder {
  pid: number;
  url: string;
}

/** Another supervisor works in this data folder. */
export class AlreadyRunningError extends Error {
  constructor({ pid, url }: Holder) {
    super(
      `Carillon is already running here (process ${pid}) at ${url}. Stop it first, or open it.`,
    );
  }
}

/**
 * Takes the data folder for this process. Answers the function that gives it back.
 * @throws AlreadyRunningError
 */
export function takeLock(dataDir: string, url: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "carillon.pid");
  const mine = JSON.stringify({ pid: process.pid, url } satisfies Holder);
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error) || error.code !== "EEXIST") throw error;
      const holder = readHolder(file);
      if (holder && isSupervisor(holder.pid)) throw new AlreadyRunningError(holder);
      rmSync(file, { force: true });
    }
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return null;
  }
}

/** Whether the process lives and, where the system tells, is one of ours: process ids are used again. */
function isSupervisor(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return /start\.mjs|supervisor/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    return false;
  }
}
