import type { Redis } from "ioredis";
import { registryTag } from "../redis/keys.ts";
import { xaddAnyway } from "./anyway.ts";

const MOST_KEPT = 100_000;
const MOST_CHARS = 8_000;
const STEP = 500;
const MOST_LOOKED = 10_000;

/** One thing that somebody did, or was refused. */
export interface AuditRecord {
  actor: string;
  /** How they showed who they are: session, token, cli, or nothing. */
  via: string;
  /** The endpoint's name: `cancelJob`. */
  action: string;
  /** What it was done to, such as `job mail~01…`; "" for none. */
  target: string;
  /** The status that was answered. */
  status: number;
  /** The code of a refusal; "" when it was done. */
  code: string;
  address: string;
  requestId: string;
  /** JSON, redacted; "" for none. */
  before: string;
  after: string;
}

export interface AuditEntry extends AuditRecord {
  id: string;
  atMs: number;
}

interface AuditRange {
  /** The first ms within. */
  fromMs?: number;
  /** The first ms after. */
  toMs?: number;
}

export interface AuditQuery extends AuditRange {
  fits: (entry: AuditEntry) => boolean;
}

/** What everybody did, the newest 100,000, in a stream that is only added to. */
export class Audit {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:audit`;
  }

  async write(record: AuditRecord): Promise<void> {
    const fields = Object.entries(record).flatMap(([name, value]) => [name, cut(String(value))]);
    await xaddAnyway(this.#redis, this.#key, "MAXLEN", "~", MOST_KEPT, "*", ...fields);
  }

  /**
   * Entries that fit, the newest first, older than an entry. Looks at `mostLooked` at most: what fits nothing must not keep Redis and
   * the asker waiting.
   * @returns `next`: where to go on, also when nothing fitted so far; null at the end of the log
   */
  async find(
    { fits, ...range }: AuditQuery,
    before: string | null,
    most: number,
    mostLooked = MOST_LOOKED,
  ): Promise<{ entries: AuditEntry[]; next: string | null }> {
    const found: AuditEntry[] = [];
    let looked = 0;
    for await (const entry of this.entries(range, before)) {
      looked += 1;
      if (fits(entry)) found.push(entry);
      if (found.length === most || looked === mostLooked) return { entries: found, next: entry.id };
    }
    return { entries: found, next: null };
  }

  /** All of a range of time, the newest first, older than an entry; read step by step. */
  async *entries({ fromMs, toMs }: AuditRange, before: string | null): AsyncGenerator<AuditEntry> {
    if (toMs !== undefined && toMs <= 0) return;
    const start = fromMs === undefined ? "-" : `${Math.max(fromMs, 0)}`;
    // A stream's range includes its end, and the end of a time is not within it.
    let end = toMs === undefined ? "+" : `${toMs - 1}`;
    if (before !== null) end = `(${before}`;
    for (;;) {
      const step = await this.#redis.xrevrange(this.#key, end, start, "COUNT", STEP);
      for (const [id, fields] of step) yield entryOf(id, fields);
      if (step.length < STEP) return;
      end = `(${step.at(-1)![0]}`;
    }
  }
}

const cut = (text: string) =>
  text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)}… (cut)` : text;

function entryOf(id: string, fields: string[]): AuditEntry {
  const pairs = fields.flatMap((name, index) =>
    index % 2 === 0 ? [[name, fields[index + 1] ?? ""] as const] : [],
  );
  const record = Object.fromEntries(pairs) as Record<keyof AuditRecord, string>;
  return { ...record, status: Number(record.status), id, atMs: Number(id.split("-")[0]) };
}
