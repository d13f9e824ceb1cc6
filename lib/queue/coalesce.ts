import { takeCall } from "./chunks.ts";

/** With two calls under way Redis works on one while the other is written or read. */
const MOST_UNDER_WAY = 2;
/** A second call is worth its round trip only with so many: fewer go along with the next one. */
const WORTH_A_SECOND = 20;

interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Sends what is asked for in batches without ever waiting for a batch to fill: the first request leaves at once, and
 * what arrives while it is under way leaves together.
 */
export class Coalescer<Item, Answer> {
  readonly #send: (items: Item[]) => Promise<Answer[]>;
  readonly #weigh: (waiting: Waiting<Item, Answer>) => number;
  #waiting: Waiting<Item, Answer>[] = [];
  #underWay = 0;

  /**
   * @param weigh what an item weighs of what one call may carry
   * @param send answers one answer an item, in order
   */
  constructor(weigh: (item: Item) => number, send: (items: Item[]) => Promise<Answer[]>) {
    this.#weigh = ({ item }) => weigh(item);
    this.#send = send;
  }

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#mayStart()) void this.#drain();
    });
  }

  #mayStart(): boolean {
    if (this.#underWay === 0) return true;
    return this.#underWay < MOST_UNDER_WAY && this.#waiting.length >= WORTH_A_SECOND;
  }

  async #drain(): Promise<void> {
    this.#underWay++;
    while (this.#waiting.length > 0) {
      const batch = takeCall(this.#waiting, this.#weigh);
      try {
        const answers = await this.#send(batch.map(({ item }) => item));
        for (let index = 0; index < batch.length; index++) batch[index]!.resolve(answers[index]!);
        // Whoever was just answered may ask again at once: then that leaves with the next batch, not after it.
        await new Promise(setImmediate);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#underWay--;
  }
}
