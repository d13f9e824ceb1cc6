import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { answerOf, startChild } from "./child.ts";
import type { ExecutorTask, Start } from "./executor-process.ts";
import type { Bench } from "./measures/bench.ts";
import type { Beside } from "./subject.ts";

const CONCURRENCY = 100;

/**
 * The processes that fire schedules and work off what they make: so many schedulers, the one that is there anyway among them,
 * and a worker. Where workers are what fires, there are as many of them.
 */
export class Cast {
  readonly #besides: Beside[];
  readonly #workers: ChildProcess[];
  readonly #starts: Start[] = [];

  private constructor(besides: Beside[], workers: ChildProcess[]) {
    this.#besides = besides;
    this.#workers = workers;
  }

  static async start(
    { id, subject: { startBeside }, url, sizes }: Bench,
    queue: string,
    schedulers: number,
  ): Promise<Cast> {
    const besides = await Promise.all(
      startBeside ? Array.from({ length: schedulers - 1 }, () => startBeside(url)) : [],
    );
    const task: ExecutorTask = {
      subject: id,
      url,
      queue,
      concurrency: CONCURRENCY,
      warmUp: sizes.warmUp,
      notesStarts: true,
    };
    const workers = Array.from({ length: startBeside ? 1 : schedulers }, () =>
      startChild("./executor-process.ts", task),
    );
    await Promise.all(workers.map(answerOf));
    return new Cast(besides, workers);
  }

  /** Ends one of those that fire in the middle of whatever it does. */
  async killOne(): Promise<void> {
    const beside = this.#besides.pop();
    if (beside) return beside.kill();
    const worker = this.#workers.pop()!;
    const exit = once(worker, "exit");
    worker.kill("SIGKILL");
    await exit;
  }

  async stopOne(): Promise<void> {
    const beside = this.#besides.pop();
    await (beside ? beside.stop() : this.#dismiss(this.#workers.pop()!));
  }

  /** Answers when jobs started; whoever was killed does not tell. */
  async end(): Promise<Start[]> {
    await Promise.all(this.#besides.map((beside) => beside.stop()));
    await Promise.all(this.#workers.map((worker) => this.#dismiss(worker)));
    return this.#starts;
  }

  async #dismiss(worker: ChildProcess): Promise<void> {
    const exit = once(worker, "exit");
    worker.send("end");
    for (const start of (await answerOf(worker)) as Start[]) this.#starts.push(start);
    await exit;
  }
}
