import type { PageSource } from "./page-sources.ts";
import type { PlacedJob } from "./place.ts";

/** What a source is asked for beyond its share, since shares are seldom even. */
const MARGIN = 16;

interface Buffered {
  source: PageSource;
  rows: PlacedJob[];
  /** The first row that was not taken yet. */
  at: number;
  /** How many the next read asks for; it doubles, so that one source may well hold all there is. */
  ask: number;
  isOver: boolean;
}

/** Several sources, each in order by (at, id), as one. A source is read again only when its rows are used up. */
export class Merged implements PageSource {
  readonly #sources: Buffered[];
  readonly #sign: 1 | -1;

  constructor(sources: PageSource[], direction: "up" | "down") {
    this.#sources = sources.map((source) => ({ source, rows: [], at: 0, ask: 0, isOver: false }));
    this.#sign = direction === "up" ? 1 : -1;
  }

  async read(most: number): Promise<PlacedJob[]> {
    const found: PlacedJob[] = [];
    while (found.length < most) {
      await this.#refill(most - found.length);
      const first = this.#first();
      if (!first) break;
      found.push(first.rows[first.at++]!);
    }
    return found;
  }

  async #refill(wanted: number): Promise<void> {
    const empty = this.#sources.filter(({ rows, at, isOver }) => at === rows.length && !isOver);
    if (empty.length === 0) return;
    const share = Math.ceil(wanted / this.#sources.length) + MARGIN;
    await Promise.all(
      empty.map(async (buffered) => {
        buffered.ask = Math.min(wanted, Math.max(share, buffered.ask * 2));
        buffered.rows = await buffered.source.read(buffered.ask);
        buffered.at = 0;
        buffered.isOver = buffered.rows.length < buffered.ask;
      }),
    );
  }

  #first(): Buffered | undefined {
    let first: Buffered | undefined;
    for (const each of this.#sources)
      if (each.at < each.rows.length && (!first || this.#isBefore(each, first))) first = each;
    return first;
  }

  #isBefore(one: Buffered, other: Buffered): boolean {
    const [a, b] = [one.rows[one.at]!.place, other.rows[other.at]!.place];
    return this.#sign * (a.at - b.at || (a.id < b.id ? -1 : 1)) < 0;
  }
}
