"use client";
import { Command } from "cmdk";
import { toast } from "sonner";
import { classNames } from "@/app/_ui/class-names.ts";
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
      className={classNames(COMMAND_ITEM, "max-sm:flex-col max-sm:items-start max-sm:gap-0.5")}
      onSelect={refusal === null ? act : () => toast(refusal)}
    >
      <span className={refusal === null ? undefined : "text-ink-3"}>{words}</span>
      {refusal !== null && <span className="text-sm text-ink-3 sm:truncate">{refusal}</span>}
    </Command.Item>
  );
}
