"use client";
import { useRef } from "react";

interface Steady<Item> {
  rows: Item[];
  /** Ids of rows that have left the list meanwhile. */
  gone: Set<string>;
  /** How many have come and are held back. */
  held: number;
}

/**
 * Nothing moves under the hand: while it is on the list, rows keep their places, what left stays (dimmed), and what is new
 * waits. Otherwise the list is simply what it is.
 */
export function useSteadyRows<Item extends { id: string }>(
  items: Item[],
  { isHeld, key }: { isHeld: boolean; key: string },
): Steady<Item> {
  const shown = useRef<{ key: string; rows: Item[] }>({ key, rows: items });
  const known = new Map(items.map((item) => [item.id, item]));
  if (!isHeld || shown.current.key !== key || shown.current.rows.length === 0) {
    shown.current = { key, rows: items };
    return { rows: items, gone: new Set(), held: 0 };
  }
  const rows = shown.current.rows.map((row) => known.get(row.id) ?? row);
  const ids = new Set(rows.map(({ id }) => id));
  return {
    rows,
    gone: new Set(rows.filter(({ id }) => !known.has(id)).map(({ id }) => id)),
    held: items.filter(({ id }) => !ids.has(id)).length,
  };
}
