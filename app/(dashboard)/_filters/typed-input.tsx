"use client";
import { type ComponentProps, useEffect, useEffectEvent, useState } from "react";
import { TextInput } from "@/app/_ui/fields.tsx";

/** Long enough to finish a word, short enough to be at once. */
const PAUSE_MS = 300;

type TypedInputProps = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  value: string;
  /** Is told what was typed, once the hand rests or presses Enter. */
  onCommit: (text: string) => void;
};

/** An input whose text takes effect by itself, and not at every key. */
export function TypedInput({ value, onCommit, ...rest }: TypedInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = useEffectEvent((text: string) => {
    setTyped(null);
    if (text !== value) onCommit(text);
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => commit(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput {...rest} value={typed ?? value} onChange={({ target }) => setTyped(target.value)} />
  );
}
