import type { Redis } from "ioredis";

/** From here on nothing new is taken, so that what is under way has room to end. docs/decisions.md has the figures. */
export const FULL_SHARE = 0.95;

/** What Redis says of its memory. */
export interface Memory {
  /** Of what counts against the limit: buffers for replicas and for the append-only file do not. */
  usedBytes: number;
  /** `maxmemory`; null without one. */
  limitBytes: number | null;
  /** `maxmemory-policy`; null where the server does not tell. */
  evictionPolicy: string | null;
}

/** So much in use, and nothing new is to be taken. */
export const fullAtBytes = (limitBytes: number | null) =>
  limitBytes === null ? Number.POSITIVE_INFINITY : limitBytes * FULL_SHARE;

export async function readMemory(redis: Redis): Promise<Memory> {
  const text = await redis.info("memory");
  const valueOf = (name: string) => new RegExp(`^${name}:(\\S+)`, "m").exec(text)?.[1] ?? null;
  const bytesOf = (name: string) => Number(valueOf(name) ?? 0);
  return {
    usedBytes: bytesOf("used_memory") - bytesOf("mem_not_counted_for_evict"),
    limitBytes: bytesOf("maxmemory") || null,
    evictionPolicy: valueOf("maxmemory_policy"),
  };
}

const MEGABYTE = 1_048_576;

/** In MB as Redis' own settings mean them; below 10 with one digit. */
export function megabytesText(bytes: number): string {
  const megabytes = bytes / MEGABYTE;
  return `${megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes)} MB`;
}
