"use client";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import { useSteadyRows } from "./use-steady-rows.ts";

interface SteadyRowsProps<Item extends { id: string }> {
  items: Item[];
  /** Another one is another list. */
  listKey: string;
  /** Gets the rows to show, and the ids of those that no longer belong there. */
  children: (rows: Item[], gone: ReadonlySet<string>) => ReactNode;
}

/** A list whose rows keep their places while a pointer is over it; what is new waits behind a button. */
export function SteadyRows<Item extends { id: string }>({
  items,
  listKey,
  children,
}: SteadyRowsProps<Item>) {
  const { rows, gone, held, hold, release } = useSteadyRows(items, listKey);
  return (
    <div
      onPointerEnter={({ pointerType }) => pointerType === "mouse" && hold()}
      onPointerLeave={release}
      className="relative"
    >
      {held > 0 && (
        <div className="absolute top-1 left-1/2 z-[2] -translate-x-1/2">
          <Button compact look="primary" onClick={release}>
            {countText(held)} new: show
          </Button>
        </div>
      )}
      {children(rows, gone)}
    </div>
  );
}
