import { entryModule, isTypeScript, startModuleThread } from "../module-thread.ts";
import { type FromHost, isFromHost } from "./protocol.ts";
import { endError, outOfMemory, type Place, type Runner } from "./runner.ts";

/** Starts a thread of this process that runs jobs of one type. */
export function startThread(place: Place, onMessage: (message: FromHost) => void): Runner {
  const { file, memoryLimitMb } = place;
  const host = entryModule("host", import.meta.url);
  const thread = startModuleThread(
    host,
    { resourceLimits: memoryLimitMb === null ? {} : { maxOldGenerationSizeMb: memoryLimitMb } },
    isTypeScript(host.href) || isTypeScript(file),
  );
  let fault: Error | null = null;
  thread.on("message", (message: unknown) => {
    if (isFromHost(message)) onMessage(message);
  });
  thread.on("error", (error: Error) => {
    fault = error;
  });
  return {
    post: (message) => thread.postMessage(message),
    kill: () => void thread.terminate(),
    ended: new Promise((resolve) => {
      thread.once("exit", (code) => resolve(endOfThread(code, fault, memoryLimitMb)));
    }),
  };
}

function endOfThread(code: number, fault: Error | null, memoryLimitMb: number | null): Error {
  if (fault && "code" in fault && fault.code === "ERR_WORKER_OUT_OF_MEMORY")
    return outOfMemory("worker thread", memoryLimitMb);
  if (fault) return endError(`The worker thread could not go on: ${fault.message}`, fault);
  return endError(`The worker thread ended with exit code ${code} while it ran the job.`);
}
