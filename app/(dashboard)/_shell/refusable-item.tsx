"use client";
import { Command } from "cmdk";
import { toast } from "sonner";
import { COMMAND_ITEM } from "./command-looks.ts";

interface RefusableItemProps {
  words: string;
  /** Why whoever looks may not do it; null when they may. */
  refusal: string | null;
  act: () => void;
}

/** A command of the palette; one that may not be given says why, in its place and when it is chosen all the same. */
export function RefusableItem({ words, refusal, act }: RefusableItemProps) {
  return (
    <Command.Item
      value={words}
      className={COMMAND_ITEM}
      onSelect={refusal === null ? act : () => toast(refusal)}
    >
      <span className={refusal === null ? undefined : "text-ink-3"}>{words}</span>
      {refusal !== null && <span className="truncate text-sm text-ink-3">{refusal}</span>}
    </Command.Item>
  );
}
