"use client";
import { useState } from "react";
import { useNow } from "@/app/_live/clock.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { clockText } from "@/app/_ui/instants.ts";

/** The zone of every time on the page, and what time it is there. */
export function ZoneChip() {
  const now = useNow();
  const { timeZone, choose } = useZone();
  const [zones, setZones] = useState<string[]>([]);
  const load = () => {
    if (zones.length === 0) setZones(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  };
  return (
    <label className="relative inline-flex h-7 items-center rounded-full border border-line bg-panel px-2.5 text-sm whitespace-nowrap text-ink-2 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-brass hover:border-line-strong max-md:hidden">
      <span className="sr-only">Time zone of the page: </span>
      <span>
        {timeZone} · {clockText(now, timeZone)}
      </span>
      <select
        aria-label="Time zone of the page"
        className="absolute inset-0 opacity-0"
        value={timeZone}
        onFocus={load}
        onPointerDown={load}
        onChange={({ target }) => choose(target.value)}
      >
        {(zones.includes(timeZone) ? zones : [timeZone, ...zones]).map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
    </label>
  );
}
