import { CarillonError } from "@/lib/errors.ts";

const MINUTE_MS = 60_000;

/** How often something may be got wrong in a minute. */
export class FailureLimit {
  readonly #most: number;
  #atMs: number[] = [];

  constructor(mostAMinute: number) {
    this.#most = mostAMinute;
  }

  /** @throws CarillonError too_many_requests when it was got wrong too often */
  note(nowMs: number, message: string): void {
    this.#atMs = this.#atMs.filter((atMs) => nowMs - atMs < MINUTE_MS);
    if (this.#atMs.length >= this.#most) throw new CarillonError("too_many_requests", message);
    this.#atMs.push(nowMs);
  }
}
