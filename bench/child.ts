import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A Node process of ours that takes one message in and gives some out. */
export function startChild(file: string, task: object): ChildProcess {
  const child = fork(new URL(file, import.meta.url), { execArgv: ["--import", "tsx"] });
  child.send(task);
  return child;
}

/** The next message of a child. @throws when it ends without one */
export async function answerOf(child: ChildProcess): Promise<unknown> {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = once(child, "exit", { signal }).then(([code, killedBy]) => {
    throw new Error(`A process of the benchmark ended with ${code ?? killedBy} and no answer.`);
  });
  try {
    const [message] = (await Promise.race([once(child, "message", { signal }), ended])) as [
      unknown,
    ];
    return message;
  } finally {
    ended.catch(() => undefined);
    controller.abort();
  }
}
