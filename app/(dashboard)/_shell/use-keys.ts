"use client";
import { useEffect, useEffectEvent } from "react";

const AFTER_G_MS = 1_200;

/** Whether a key belongs to what is being typed, or to something that floats above the page. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input, textarea, select, [role=dialog], [role=alertdialog], [role=menu]") !==
        null)
  );
}

/**
 * Single keys of the whole page, never while something is being typed. `pressed` is told whether "g" was pressed right
 * before, which makes of the next key the name of a page.
 */
export function useKeys(pressed: (event: KeyboardEvent, isAfterG: boolean) => void): void {
  const onPressed = useEffectEvent(pressed);
  useEffect(() => {
    let goPressedMs = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const isAfterG = performance.now() - goPressedMs < AFTER_G_MS;
      goPressedMs = event.key === "g" ? performance.now() : Number.NEGATIVE_INFINITY;
      onPressed(event, isAfterG);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
