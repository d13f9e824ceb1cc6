import { type MessagePort, parentPort, Worker } from "node:worker_threads";
import type { FromHost, ToHost } from "./protocol.ts";

const LOOK_FOR_PARENT_EVERY_MS = 1_000;

/** Sends a message to the executor; `then` is called when it is on its way. */
export type Tell = (message: FromHost, then?: () => void) => void;

/** The way to the executor, from a thread or from a child process. */
export function openHostPort(onMessage: (message: ToHost) => void): Tell {
  return parentPort ? openThreadPort(parentPort, onMessage) : openChildPort(onMessage);
}

function openThreadPort(port: MessagePort, onMessage: (message: ToHost) => void): Tell {
  port.on("message", onMessage);
  return (message, then) => {
    port.postMessage(message);
    then?.();
  };
}

function openChildPort(onMessage: (message: ToHost) => void): Tell {
  process.on("message", onMessage);
  // Ctrl-C reaches the whole group, and a service manager may send SIGTERM to all: the executor drains, and ends this.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => undefined);
  dieWithParent(Number(process.argv[2]));
  return (message, then) => void process.send?.(message, undefined, {}, () => then?.());
}

/** A closed channel says that the executor is gone, but a blocked event loop never hears of it: a thread looks as well. */
function dieWithParent(parentPid: number): void {
  process.on("disconnect", () => process.exit());
  const look = `setInterval(() => {
    if (process.ppid !== ${parentPid}) process.kill(process.pid, "SIGKILL");
  }, ${LOOK_FOR_PARENT_EVERY_MS});`;
  new Worker(look, { eval: true, execArgv: [] }).unref();
}
