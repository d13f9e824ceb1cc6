/** So many different questions are remembered at a time. */
const MOST_KEPT = 100;

/** Answers that all who ask the same within a while share: many open tabs cost Redis no more than one. */
export class SharedAnswers<T> {
  readonly #keptMs: number;
  readonly #kept = new Map<string, { answer: Promise<T>; untilMs: number }>();

  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  /** The answer to a question, asked once. One that could not be had is not kept. */
  get(question: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(question);
    if (known && known.untilMs >= performance.now()) return known.answer;
    const answer = ask();
    answer.catch(() => this.#kept.delete(question));
    this.#kept.delete(question);
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(question, { answer, untilMs: performance.now() + this.#keptMs });
    return answer;
  }
}
