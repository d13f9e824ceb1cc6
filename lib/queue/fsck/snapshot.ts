import { parseState, type StateRecord } from "../record.ts";
import { type Header, parseHeader } from "./header.ts";

const NOTHING: ReadonlyMap<string, string> = new Map();

/** One queue as it was read. Names are keys without the queue's tag. */
export class Snapshot {
  /** When its first page was read, by Redis' clock. */
  nowMs = 0;
  /** Hashes by field, sorted sets by member with the score, sets by member with "". */
  readonly maps = new Map<string, Map<string, string>>();
  readonly lists = new Map<string, string[]>();
  readonly texts = new Map<string, string>();
  /** Of keys whose items are only counted: lists, streams, big texts. */
  readonly lengths = new Map<string, number>();
  /** Of keys that have a time to live. */
  readonly ttlMs = new Map<string, number>();
  readonly unknownKeys: string[] = [];
  readonly wrongTypes: { name: string; reason: string }[] = [];

  map(name: string): ReadonlyMap<string, string> {
    return this.maps.get(name) ?? NOTHING;
  }

  list(name: string): readonly string[] {
    return this.lists.get(name) ?? [];
  }

  /** What follows `prefix` in the names that begin with it, with what such a key holds. */
  *named<T>(kind: ReadonlyMap<string, T>, prefix: string): Generator<[string, T]> {
    for (const [name, held] of kind)
      if (name.startsWith(prefix)) yield [name.slice(prefix.length), held];
  }

  header(id: string): Header | null {
    const line = this.map("jobs").get(id);
    return line === undefined ? null : parseHeader(line);
  }

  record(id: string): StateRecord {
    return parseState(this.map("state").get(id));
  }

  /** It waits, is blocked or runs. */
  isLive(id: string): boolean {
    return this.map("jobs").has(id) && /[wbr]/.test(this.record(id).letter);
  }
}
