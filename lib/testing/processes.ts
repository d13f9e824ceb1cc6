import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { testRedisUrl } from "./redis.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
/** A build on a busy machine is among what is waited for. */
const PATIENCE_MS = 60_000;

export type Environment = Record<string, string | undefined>;

export interface TestProcess {
  child: ChildProcess;
  pid: number;
  /** What it has printed so far. */
  lines: string[];
  /** Resolves when a line fits. @throws Error with what it printed, when it ends or the patience does */
  untilLine(pattern: RegExp): Promise<string>;
  /** Exit code, or the signal that ended it. */
  exit: Promise<number | string>;
}

/**
 * A process of the product, as its user starts it. Killed with the test if it still lives. `input` is what is piped into it, `cwd`
 * where another copy of the product is.
 */
export function startProcess(
  args: string[],
  env: Environment,
  input?: string,
  cwd = ROOT,
): TestProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.end(input);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const each of waiting) each();
  };
  for (const stream of [child.stdout!, child.stderr!])
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      tell();
    });
  let isOver = false;
  const exit = once(child, "exit").then(([code, signal]) => {
    isOver = true;
    tell();
    return (signal ?? code) as number | string;
  });
  onTestFinished(async () => {
    if (!isOver) child.kill("SIGKILL");
    await exit;
  });
  const untilLine = (pattern: RegExp) =>
    new Promise<string>((found, missed) => {
      const end = (outcome: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        outcome();
      };
      const fail = () => end(() => missed(new Error(`No ${pattern} in:\n${lines.join("\n")}`)));
      const timer = setTimeout(fail, PATIENCE_MS);
      const look = () => {
        const line = lines.find((each) => pattern.test(each));
        if (line !== undefined) end(() => found(line));
        else if (isOver) fail();
      };
      waiting.add(look);
      look();
    });
  return { child, pid: child.pid!, lines, untilLine, exit };
}

/** A worker on the Redis of the test run, as the user that it has there. */
export const startWorker = (name: "scheduler" | "executor", env: Environment) =>
  startProcess(["--import", "tsx", `workers/${name}.ts`], {
    REDIS_URL: testRedisUrl(name),
    ...env,
  });
