import { readFileSync } from "node:fs";
import { Redis } from "ioredis";

export interface Command {
  name: string;
  us: number;
}

/** What Redis says how long each command held it: its slow log, with nothing too quick to be in it. */
export class SlowLog {
  readonly #redis: Redis;
  readonly #pid: number;

  constructor({ url, pid }: { url: string; pid: number }) {
    this.#redis = new Redis(url);
    this.#pid = pid;
  }

  async open(): Promise<void> {
    await this.#redis.config("SET", "slowlog-log-slower-than", 0);
    await this.#redis.config("SET", "slowlog-max-len", 100_000);
  }

  /**
   * Runs something alone, and answers the commands it sent; those that a script ran are part of the script. No command
   * counts for longer than Redis had a processor meanwhile: what it waited for others to leave it says nothing of it.
   */
  async during(run: () => Promise<unknown>): Promise<Command[]> {
    await this.#redis.slowlog("RESET");
    await settled();
    const beforeUs = onProcessorUs(this.#pid);
    await run();
    await settled();
    const mostUs = onProcessorUs(this.#pid) - beforeUs;
    const entries = (await this.#redis.slowlog("GET", -1)) as [
      number,
      number,
      number,
      string[],
      ...unknown[],
    ][];
    return entries
      .map(([, , us, [name = ""]]) => ({ name: name.toLowerCase(), us: Math.min(us, mostUs) }))
      .filter(({ name }) => name !== "slowlog");
  }

  close(): void {
    this.#redis.disconnect();
  }
}

/** The kernel's books are exact once Redis is back asleep. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 2));

/** How long a process' first thread has run, in µs; where the system does not tell, more than it can have. */
function onProcessorUs(pid: number): number {
  if (process.platform !== "linux") return performance.now() * 1_000_000;
  const [ns] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ");
  return Math.round(Number(ns) / 1_000);
}
