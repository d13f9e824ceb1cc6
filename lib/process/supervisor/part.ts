import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { writeLine } from "./log-lines.ts";

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 10_000;
/** A part that lived so long is well again: its next crash is a first one. */
const HEALTHY_AFTER_MS = 30_000;

export interface PartOptions {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** It ended with a code that says: starting it again is no use. */
  onRefusal: (code: number) => void;
}

/** Exit codes of refused settings: sysexits.h. */
const REFUSAL = 78;

/** One process of the product, started again with growing patience whenever it crashes. */
export class Part {
  readonly #options: PartOptions;
  #child: ChildProcess | null = null;
  #backoffMs = FIRST_BACKOFF_MS;
  #restart: NodeJS.Timeout | null = null;
  #stopping = false;
  #gone: Promise<void> = Promise.resolve();

  constructor(options: PartOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { name, args, cwd, env } = this.#options;
    const startedMs = Date.now();
    // Detached: a Ctrl-C reaches the supervisor alone, which ends the parts in order. By the channel they notice its death.
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    this.#child = child;
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on("line", (line) => writeLine(name, line));
    this.#gone = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        resolve();
        this.#onExit(code, signal, Date.now() - startedMs);
      });
    });
  }

  /** Resolves when the process is gone. After `patienceMs` it is killed. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    this.#child?.kill("SIGTERM");
    const killer = setTimeout(() => {
      writeLine(this.#options.name, `did not stop within ${patienceMs} ms: killed`);
      this.#child?.kill("SIGKILL");
    }, patienceMs);
    await this.#gone;
    clearTimeout(killer);
  }

  #onExit(code: number | null, signal: string | null, livedMs: number): void {
    this.#child = null;
    if (this.#stopping) return;
    if (code === REFUSAL) return this.#options.onRefusal(code);
    if (livedMs > HEALTHY_AFTER_MS) this.#backoffMs = FIRST_BACKOFF_MS;
    writeLine(
      this.#options.name,
      `ended with ${signal ?? code}; starting it again in ${this.#backoffMs} ms`,
    );
    this.#restart = setTimeout(() => this.start(), this.#backoffMs);
    this.#backoffMs = Math.min(this.#backoffMs * 2, LONGEST_BACKOFF_MS);
  }
}
