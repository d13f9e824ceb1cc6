"use client";
import { useEffect } from "react";
import { useLive } from "./live.tsx";

const EVERY_MS = 1_000;

/** Reads an answer again each second, by its path, for what no hint tells of. Not while the user has paused. */
export function useEachSecond(key: string, isOn: boolean): void {
  const { read } = useLive();
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => read(key), EVERY_MS);
    return () => clearInterval(timer);
  }, [key, isOn, read]);
}
