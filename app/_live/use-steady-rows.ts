"use client";
import { useState } from "react";

interface Steady<Item> {
  rows: Item[];
  /** Ids of rows that have left the list meanwhile. */
  gone: Set<string>;
  /** How many have come and are held back. */
  held: number;
  hold: () => void;
  release: () => void;
}

/**
 * Nothing moves under the hand: while the list is held, rows keep their places, what left stays (dimmed), and what is new
 * waits. Otherwise the list is simply what it is. Another `key` is another list, and releases the hold.
 */
export function useSteadyRows<Item extends { id: string }>(
  items: Item[],
  key: string,
): Steady<Item> {
  const [kept, setKept] = useState<{ key: string; rows: Item[] } | null>(null);
  const hold = () => setKept({ key, rows: items });
  const release = () => setKept(null);
  if (kept?.key !== key || kept.rows.length === 0)
    return { rows: items, gone: new Set(), held: 0, hold, release };
  const known = new Map(items.map((item) => [item.id, item]));
  const ids = new Set(kept.rows.map(({ id }) => id));
  return {
    rows: kept.rows.map((row) => known.get(row.id) ?? row),
    gone: new Set(kept.rows.map(({ id }) => id).filter((id) => !known.has(id))),
    held: items.filter(({ id }) => !ids.has(id)).length,
    hold,
    release,
  };
}
