import type { Redis } from "ioredis";
import { registryTag } from "../redis/keys.ts";

const MOST_KEPT = 100_000;
const MOST_CHARS = 8_000;

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
    await this.#redis.xadd(this.#key, "MAXLEN", "~", MOST_KEPT, "*", ...fields);
  }

  /** Up to `most`, the newest first, before an entry. */
  async page(before: string | null, most: number): Promise<AuditEntry[]> {
    const end = before === null ? "+" : `(${before}`;
    const entries = await this.#redis.xrevrange(this.#key, end, "-", "COUNT", most);
    return entries.map(([id, fields]) => entryOf(id, fields));
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
