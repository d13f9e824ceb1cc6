"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Ago, Since } from "@/app/_live/times.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { durationText } from "@/app/_ui/durations.ts";
import { countText } from "@/app/_ui/numbers.ts";
import type { Stats } from "@/lib/api/system.ts";

export function Tiles({ stats }: { stats: Stats }) {
  const { counts, failedInDay, succeededInDay, nextDueAt, oldestReadyAt, workers } = stats;
  const ended = failedInDay + succeededInDay;
  return (
    <div className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-5">
      <Tile href="/jobs?state=scheduled" name="Scheduled" figure={countText(counts.scheduled)}>
        {nextDueAt === null ? (
          "nothing planned"
        ) : (
          <>
            next <Ago at={nextDueAt} />
          </>
        )}
        {counts.blocked > 0 && `, ${countText(counts.blocked)} blocked`}
      </Tile>
      <Tile href="/jobs?state=ready" name="Ready" figure={countText(counts.ready)}>
        {counts.ready === 0 ? (
          "none waits"
        ) : oldestReadyAt === null ? (
          "held up by a key"
        ) : (
          <>
            oldest <Since at={oldestReadyAt} />
          </>
        )}
      </Tile>
      <Tile href="/jobs?state=running" name="Running" figure={countText(counts.running)}>
        of {countText(workers.slots)} slots
      </Tile>
      <Tile
        href="/jobs?state=failed"
        name="Failed in 24 h"
        figure={countText(failedInDay)}
        isBad={failedInDay > 0}
      >
        {ended === 0 ? "nothing ended" : `${shareText(failedInDay / ended)} of ${countText(ended)}`}
      </Tile>
      <Tile
        href="/jobs?state=succeeded"
        name="Done a minute"
        figure={countText(stats.succeededPerMinute)}
        className="max-sm:col-span-2"
      >
        {stats.waitP95Ms === null
          ? "none in the last hour"
          : `wait p95 ${durationText(stats.waitP95Ms)}`}
      </Tile>
    </div>
  );
}

interface TileProps {
  href: string;
  name: string;
  figure: string;
  isBad?: boolean;
  className?: string;
  children: ReactNode;
}

const Tile = ({ href, name, figure, isBad = false, className, children }: TileProps) => (
  <Link
    href={href}
    className={classNames(
      "bg-panel px-3.5 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2",
      className,
    )}
  >
    <span className="block text-sm text-ink-3">{name}</span>
    <span
      className={classNames(
        "block text-figure leading-tight font-semibold tracking-[-0.02em]",
        isBad && "text-failed",
      )}
    >
      {figure}
    </span>
    <span className="block text-sm text-ink-3">{children}</span>
  </Link>
);

function shareText(share: number): string {
  if (share === 0) return "0 %";
  const percent = share * 100;
  return percent < 0.01
    ? "< 0.01 %"
    : `${percent < 1 ? percent.toFixed(2) : percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
