/** Room for what an executor claims in a second: some 30,000 entries. */
const BYTES = 1_048_576;
const HEADER_BYTES = 8;

/** Indexes into the header. */
const LENGTH = 0;
const VERSION = 1;

export type ClaimBoardMemory = SharedArrayBuffer;

/**
 * What an executor has claimed since its last snapshot, in memory that its lease thread can read by itself: a message for
 * each claim woke the thread and cost a tenth of a drain. One side writes; the other reads only when the first is blocked.
 */
export class ClaimBoard {
  readonly memory: ClaimBoardMemory;
  readonly #header: Int32Array;
  readonly #text: Buffer;

  constructor(memory: ClaimBoardMemory = new SharedArrayBuffer(HEADER_BYTES + BYTES)) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, 2);
    this.#text = Buffer.from(memory, HEADER_BYTES);
  }

  /** Answers false when there is no room: then a snapshot is due. */
  write(tag: string, entries: string[]): boolean {
    const line = `${tag} ${entries.join(" ")}\n`;
    const length = Atomics.load(this.#header, LENGTH);
    if (length + line.length > BYTES) return false;
    this.#text.write(line, length, "latin1");
    Atomics.store(this.#header, LENGTH, length + line.length);
    return true;
  }

  /** A snapshot has been sent, which holds all of it. */
  clear(): void {
    Atomics.add(this.#header, VERSION, 1);
    Atomics.store(this.#header, LENGTH, 0);
  }

  /** Tags and entries; nothing when it was cleared meanwhile, for then a snapshot is on its way. */
  read(): { tag: string; entries: string[] }[] {
    const version = Atomics.load(this.#header, VERSION);
    const text = this.#text.toString("latin1", 0, Atomics.load(this.#header, LENGTH));
    if (Atomics.load(this.#header, VERSION) !== version) return [];
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const [tag = "", ...entries] = line.split(" ");
        return { tag, entries };
      });
  }
}
