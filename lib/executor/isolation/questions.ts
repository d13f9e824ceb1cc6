import type { JobContext } from "../../jobs/job-context.ts";
import type { Tell } from "./host-port.ts";
import type { ToHost } from "./protocol.ts";
import { receivedError } from "./sent-error.ts";

/** What a handler can ask about the jobs it has to do with; its executor, which has the connection, answers. */
export type Question = keyof Pick<JobContext, "parents" | "batch">;

type Answer = ToHost & { kind: "answer" };

/** The questions of a thread or child process that are still open. */
export class Questions {
  readonly #open = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  async ask<T>(what: Question, run: number, tell: Tell): Promise<T> {
    const ask = ++this.#asked;
    const answer = await new Promise<Answer>((resolve) => {
      this.#open.set(ask, resolve);
      tell({ kind: "ask", run, ask, what });
    });
    if (answer.error) throw receivedError(answer.error);
    return answer.value as T;
  }

  hear(answer: Answer): void {
    this.#open.get(answer.ask)?.(answer);
    this.#open.delete(answer.ask);
  }
}
