/**
 * Sends what is asked for in batches without ever waiting for a batch to fill: the first request leaves at once, and
 * what arrives while it is under way leaves together when it is back.
 */
export class Coalescer<Item, Answer> {
  readonly #send: (items: Item[]) => Promise<Answer[]>;
  readonly #most: number;
  #waiting: { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] =
    [];
  #busy = false;

  /** @param send answers one answer an item, in order */
  constructor(most: number, send: (items: Item[]) => Promise<Answer[]>) {
    this.#most = most;
    this.#send = send;
  }

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#most);
      try {
        const answers = await this.#send(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(answers[index]!));
        // Whoever was just answered may ask again at once: then that leaves with the next batch, not after it.
        await new Promise(setImmediate);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#busy = false;
  }
}
