import { type ChildProcess, fork } from "node:child_process";
import { entryModule, isTypeScript } from "../module-thread.ts";
import { type FromHost, isFromHost } from "./protocol.ts";
import { endError, outOfMemory, type Place, type Runner } from "./runner.ts";

/** How V8 ends a process whose heap is full: by abort(), or by a trap in some versions. */
const OUT_OF_MEMORY_SIGNALS: (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP"];
/** The same as a shell, or a system without signals, tells it. */
const OUT_OF_MEMORY_CODE = 134;

/** Starts a child process that runs jobs of one type. */
export function startChild(place: Place, onMessage: (message: FromHost) => void): Runner {
  const child = fork(entryModule("host", import.meta.url), [String(process.pid)], {
    execArgv: execArgvFor(place),
  });
  child.on("message", (message: unknown) => {
    if (isFromHost(message)) onMessage(message);
  });
  return {
    // A channel that is closed belongs to a child that has ended: `exit` says so.
    post: (message) => void child.send(message, () => undefined),
    kill: () => void child.kill("SIGKILL"),
    ended: endOf(child, place),
  };
}

function endOf(child: ChildProcess, { memoryLimitMb }: Place): Promise<Error> {
  return new Promise((resolve) => {
    child.on("error", (error) => {
      if (child.pid === undefined)
        resolve(endError(`The child process could not be started: ${error.message}`, error));
    });
    child.once("exit", (code, signal) => {
      const end = () => resolve(errorOfExit(code, signal, memoryLimitMb));
      // What it said last may still be in the channel.
      if (child.connected) child.once("disconnect", end);
      else end();
    });
  });
}

/** Not those of this process: an `--inspect` or `--eval` among them is not meant for the child. NODE_OPTIONS reaches it. */
function execArgvFor({ file, memoryLimitMb }: Place): string[] {
  const execArgv: string[] = [];
  if (memoryLimitMb !== null) execArgv.push(`--max-old-space-size=${memoryLimitMb}`);
  if (isTypeScript(import.meta.url) || isTypeScript(file))
    execArgv.push("--import", import.meta.resolve("tsx"));
  return execArgv;
}

function errorOfExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  memoryLimitMb: number | null,
): Error {
  if (OUT_OF_MEMORY_SIGNALS.includes(signal) || code === OUT_OF_MEMORY_CODE)
    return outOfMemory("child process", memoryLimitMb);
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  return endError(`The child process ended with ${how} while it ran the job.`);
}
