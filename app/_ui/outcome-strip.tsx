"use client";
import Link from "next/link";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useZone } from "@/app/_live/zone.tsx";
import type { RecentRun } from "@/lib/api/schedules.ts";
import { FATES, type Fate, fateOf, fatesText } from "./fates.ts";
import { instantText } from "./instants.ts";

/** A mark, and the gap after it. */
const PITCH = 6;
const HEIGHT = 16;

interface OutcomeStripProps {
  /** Whose outcomes they are. */
  name: string;
  /** Where it leads when no run is pointed at. */
  href: string;
  /** The newest first. */
  recent: RecentRun[];
  /** How many times larger than in a row. */
  scale?: number;
}

/**
 * A mark for each of the newest planned times, the newest at the right. One stop for the keyboard: the arrows go from mark to
 * mark, and the link leads to the run that is pointed at.
 */
export function OutcomeStrip({ name, href, recent, scale = 1 }: OutcomeStripProps) {
  const { timeZone } = useZone();
  const [pointed, setPointed] = useState<number | null>(null);
  const runs = recent.toReversed();
  const run = pointed === null ? undefined : runs[pointed];
  if (runs.length === 0) return <span className="text-ink-3">none yet</span>;

  const point = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = Math.floor(((clientX - left) / width) * runs.length);
    setPointed(Math.min(Math.max(at, 0), runs.length - 1));
  };
  const onKey = (event: KeyboardEvent) => {
    const to = movedTo(event.key, pointed ?? runs.length, runs.length);
    if (to === undefined) return;
    event.preventDefault();
    setPointed(to);
  };
  return (
    <span
      className="relative z-[1] inline-block max-w-full align-middle"
      onPointerLeave={() => setPointed(null)}
    >
      <Link
        href={run?.jobId ? `/jobs/${encodeURIComponent(run.jobId)}` : href}
        aria-label={`${name}: ${fatesText(recent)} The arrows go through them.`}
        className="flex min-h-6 items-center"
        onKeyDown={onKey}
        onBlur={() => setPointed(null)}
      >
        <Marks fates={runs.map(fateOf)} scale={scale} pointed={pointed} onPoint={point} />
      </Link>
      <span role="status" className={run ? TOOLTIP : "sr-only"}>
        {run && `${instantText(run.plannedAt, timeZone)}: ${FATES[fateOf(run)].word}`}
      </span>
    </span>
  );
}

const TOOLTIP =
  "absolute top-full right-0 z-20 w-max max-w-[min(420px,calc(100vw-64px))] rounded-md border border-line bg-panel px-2 py-1 text-sm whitespace-normal shadow-lg max-sm:right-auto max-sm:left-0";

/** Undefined for keys that mean something else; null takes the pointer away. */
function movedTo(key: string, from: number, count: number): number | null | undefined {
  if (key === "ArrowLeft") return Math.max(from - 1, 0);
  if (key === "ArrowRight") return Math.min(from + 1, count - 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key === "Escape" ? null : undefined;
}

interface MarksProps {
  fates: Fate[];
  scale: number;
  pointed: number | null;
  onPoint: (event: PointerEvent<SVGSVGElement>) => void;
}

/** One path for all marks of a fate: a list of a hundred rows is a few hundred paths, and not three thousand. */
function Marks({ fates, scale, pointed, onPoint }: MarksProps) {
  const width = fates.length * PITCH;
  return (
    <svg
      aria-hidden
      width={width * scale}
      height={HEIGHT * scale}
      // In a row it keeps its size: a table would make it as small as it may be.
      className={scale > 1 ? "h-auto max-w-full" : undefined}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      onPointerMove={onPoint}
    >
      <rect width={width} height={HEIGHT} fill="transparent" />
      {pointed !== null && (
        <rect
          x={pointed * PITCH - 1}
          width={PITCH}
          height={HEIGHT}
          className="fill-brass opacity-25"
        />
      )}
      {[...new Set(fates)].map((fate) => {
        const { color, fill, stroke } = FATES[fate];
        const at = fates.flatMap((each, index) => (each === fate ? [index * PITCH] : []));
        return (
          <g key={fate} className={color}>
            {fill && <path d={at.map(fill).join("")} fill="currentColor" />}
            {stroke && (
              <path
                d={at.map(stroke).join("")}
                fill="none"
                stroke="currentColor"
                strokeWidth={fate === "failed" ? 1.8 : 1.2}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
