"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button.tsx";

const SHOWN_MS = 1_500;

export function CopyButton({ text, name }: { text: string; name: string }) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setDone(true));
  return (
    <IconButton name={isDone ? "Copied" : name} onClick={copy} className="size-[26px]">
      {isDone ? (
        <Check aria-hidden size={14} className="text-succeeded" />
      ) : (
        <Copy aria-hidden size={14} />
      )}
    </IconButton>
  );
}
