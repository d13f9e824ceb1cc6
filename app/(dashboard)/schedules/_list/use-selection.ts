"use client";
import { useState } from "react";

export interface Selection {
  has: (id: string) => boolean;
  /** With `isRange`, all between the row ticked last and this one too. */
  set: (id: string, isOn: boolean, rows: { id: string }[], isRange: boolean) => void;
  setAll: (rows: { id: string }[], isOn: boolean) => void;
  clear: () => void;
}

/** The rows that are ticked. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const setAll = (rows: { id: string }[], isOn: boolean) => {
    const next = new Set(ids);
    for (const { id } of rows) {
      if (isOn) next.add(id);
      else next.delete(id);
    }
    setIds(next);
  };
  return {
    has: (id) => ids.has(id),
    set(id, isOn, rows, isRange) {
      const [from, to] = [last, id].map((each) => rows.findIndex((row) => row.id === each));
      const hasRange = isRange && from! >= 0;
      setAll(
        hasRange ? rows.slice(Math.min(from!, to!), Math.max(from!, to!) + 1) : [{ id }],
        isOn,
      );
      setLast(id);
    },
    setAll,
    clear: () => setIds(new Set()),
  };
}
