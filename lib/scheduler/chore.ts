/** Work beside a loop that it must not hold up: one run at a time, and another when it was asked for meanwhile. */
export class Chore {
  readonly #work: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #isWanted = false;
  #running: Promise<void> | null = null;

  constructor(work: () => Promise<void>, onError: (error: unknown) => void) {
    this.#work = work;
    this.#onError = onError;
  }

  start(): void {
    this.#isWanted = true;
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#work().catch(this.#onError);
    }
    this.#running = null;
  }
}
