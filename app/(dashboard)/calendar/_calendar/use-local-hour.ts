"use client";
import { useSyncExternalStore } from "react";
import { useClock } from "@/app/_live/clock.tsx";
import { localHourText } from "@/app/_ui/instants.ts";
import type { LocalDate } from "./days.ts";

/** What day and hour it is in a zone. Draws again when that changes, and not at each second. */
export function useLocalHour(timeZone: string): { today: LocalDate; hour: number } {
  const clock = useClock();
  const read = () => localHourText(clock.now(), timeZone);
  const text = useSyncExternalStore(clock.subscribe, read, read);
  return { today: text.slice(0, 10), hour: Number(text.slice(11)) };
}
