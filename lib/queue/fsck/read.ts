import type { ChainableCommander, Redis } from "ioredis";
import { hasTimeToLive, type KeyReading, readingOf } from "./keys.ts";
import { Snapshot } from "./snapshot.ts";

const ITEMS_A_PAGE = 1_000;
const COMMANDS_A_CALL = 200;

/** One command to send: a page of a key, or its time to live; or for Redis' clock, which is no key's. */
interface Page {
  name: string;
  reading: KeyReading | "ttl" | "clock";
  cursor: string;
}

/** Reads a queue page by page, so that Redis is never held. While the queue works, the pages are of different moments. */
export async function readSnapshot(redis: Redis, tag: string): Promise<Snapshot> {
  const snapshot = new Snapshot();
  const pages: Page[] = [{ name: "", reading: "clock", cursor: "0" }];
  for await (const name of namesOf(redis, tag)) {
    const reading = readingOf(name);
    if (!reading) {
      snapshot.unknownKeys.push(name);
      continue;
    }
    pages.push({ name, reading, cursor: "0" });
    if (hasTimeToLive(name)) pages.push({ name, reading: "ttl", cursor: "0" });
  }
  while (pages.length > 0) {
    const some = pages.splice(0, COMMANDS_A_CALL);
    const pipeline = redis.pipeline();
    for (const page of some) ask(pipeline, `${tag}:${page.name}`, page);
    const answers = (await pipeline.exec()) ?? [];
    some.forEach((page, index) => {
      const [error, answer] = answers[index]!;
      if (error) note(snapshot, page, error);
      else pages.push(...keep(snapshot, page, answer));
    });
  }
  return snapshot;
}

/** Every key of the tag once, though SCAN may answer one twice. */
async function* namesOf(redis: Redis, tag: string): AsyncGenerator<string> {
  const seen = new Set<string>();
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", `${tag}:*`, "COUNT", ITEMS_A_PAGE);
    for (const key of keys) {
      if (seen.has(key)) continue;
      seen.add(key);
      yield key.slice(tag.length + 1);
    }
    cursor = next;
  } while (cursor !== "0");
}

function ask(pipeline: ChainableCommander, key: string, { reading, cursor }: Page): void {
  const from = Number(cursor);
  switch (reading) {
    case "headers":
    case "hash":
    case "fields":
      return void pipeline.hscan(key, cursor, "COUNT", ITEMS_A_PAGE);
    case "set":
      return void pipeline.sscan(key, cursor, "COUNT", ITEMS_A_PAGE);
    case "scores":
      return void pipeline.zscan(key, cursor, "COUNT", ITEMS_A_PAGE);
    case "list":
      return void pipeline.lrange(key, from, from + ITEMS_A_PAGE - 1);
    case "length":
      return void pipeline.llen(key);
    case "text":
      return void pipeline.get(key);
    case "size":
      return void pipeline.strlen(key);
    case "stream":
      return void pipeline.xlen(key);
    case "ttl":
      return void pipeline.pttl(key);
    case "clock":
      return void pipeline.time();
  }
}

/** Answers the next page, if there is one. */
function keep(snapshot: Snapshot, page: Page, answer: unknown): Page[] {
  const { name, reading } = page;
  switch (reading) {
    case "headers":
    case "hash":
    case "fields":
    case "set":
    case "scores": {
      const [cursor, items] = answer as [string, string[]];
      keepItems(snapshot, page, items);
      return cursor === "0" ? [] : [{ ...page, cursor }];
    }
    case "list": {
      const items = answer as string[];
      const list = snapshot.lists.get(name) ?? [];
      list.push(...items);
      snapshot.lists.set(name, list);
      return items.length < ITEMS_A_PAGE ? [] : [{ ...page, cursor: String(list.length) }];
    }
    case "text":
      if (answer !== null) snapshot.texts.set(name, answer as string);
      return [];
    case "ttl":
      if ((answer as number) >= 0) snapshot.ttlMs.set(name, answer as number);
      return [];
    case "clock": {
      const [seconds, micros] = answer as [string, string];
      snapshot.nowMs = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
      return [];
    }
    default:
      snapshot.lengths.set(name, answer as number);
      return [];
  }
}

function keepItems(snapshot: Snapshot, { name, reading }: Page, items: string[]): void {
  const map = snapshot.maps.get(name) ?? new Map<string, string>();
  snapshot.maps.set(name, map);
  const step = reading === "set" ? 1 : 2;
  for (let at = 0; at < items.length; at += step) {
    const value = reading === "set" || reading === "fields" ? "" : items[at + 1]!;
    map.set(items[at]!, reading === "headers" ? firstLine(value) : value);
  }
}

const firstLine = (text: string) => text.slice(0, text.indexOf("\n"));

function note(snapshot: Snapshot, { name }: Page, error: Error): void {
  if (!error.message.startsWith("WRONGTYPE")) throw error;
  snapshot.wrongTypes.push({ name, reason: error.message });
}
