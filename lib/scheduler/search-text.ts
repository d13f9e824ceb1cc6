import { type JobAddress, parseJobId } from "../jobs/names.ts";
import type { Json } from "../jobs/json.ts";
import type { Envelope } from "../queue/record.ts";
import type { KeptArgs } from "./redactor.ts";

const ULID_LENGTH = 26;
/** A shorter beginning of an id says next to nothing: jobs of the same days share it. */
const LEAST_ID_DIGITS = 6;

/** The arguments of a job, as whoever searches may see them. */
export type ShownArgs = (kept: KeptArgs) => Json;

/** Letters of either case are alike, and so is a letter with its accent, written as one character or as two. */
const folded = (text: string) => text.normalize().toLowerCase();

/**
 * What is typed to find a job: part of its arguments or of its unique key, its id or the beginning of it. It is plain text and
 * never a pattern, so nothing that is typed can be wrong, or slow.
 */
export class SearchText {
  readonly #text: string;
  readonly #needles: [plain: string, asJson: string];
  readonly #shown: ShownArgs;

  constructor(text: string, shown: ShownArgs) {
    this.#shown = shown;
    this.#text = text.trim();
    const plain = folded(this.#text);
    // A quotation mark may be meant as JSON writes it around a text, or as it stands in one.
    this.#needles = [plain, JSON.stringify(plain).slice(1, -1)];
  }

  /** The jobs it names, when it is a whole id, or the ULID of one, which does not tell its queue. */
  addresses(queues: string[]): JobAddress[] {
    const [queue, digits] = this.#idParts();
    if (digits.length !== ULID_LENGTH) return [];
    const named = queue === null ? queues : [queue];
    return named.flatMap((each) => parseJobId(`${each}~${digits}`) ?? []);
  }

  /** False only when it is certain that the job cannot be meant: a glance at the text it is kept as. */
  mayBeIn(address: JobAddress, text: string): boolean {
    return this.#isIn(text) || this.#beginsId(address);
  }

  isOf(address: JobAddress, { body }: Envelope): boolean {
    return (
      this.#beginsId(address) ||
      this.#isInArgs(body) ||
      (body.q !== undefined && folded(body.q.key).includes(this.#needles[0]))
    );
  }

  /** What is hidden is not found. To hide it costs more than to look, and few jobs have what is looked for. */
  #isInArgs(body: KeptArgs): boolean {
    if (!this.#isIn(JSON.stringify(body.a))) return false;
    const shown = this.#shown(body);
    return shown === body.a || this.#isIn(JSON.stringify(shown));
  }

  #isIn(json: string): boolean {
    const text = folded(json);
    return this.#needles.some((needle) => text.includes(needle));
  }

  #beginsId({ queue, localId }: JobAddress): boolean {
    const [itsQueue, digits] = this.#idParts();
    return (
      digits.length >= LEAST_ID_DIGITS &&
      localId.startsWith(digits) &&
      (itsQueue === null || itsQueue === queue)
    );
  }

  #idParts(): [queue: string | null, digits: string] {
    const at = this.#text.indexOf("~");
    const digits = this.#text.slice(at + 1).toUpperCase();
    return [at === -1 ? null : this.#text.slice(0, at).toLowerCase(), digits];
  }
}
