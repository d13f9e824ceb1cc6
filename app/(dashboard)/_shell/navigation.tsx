"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useApi } from "@/app/_live/use-api.ts";
import { classNames } from "@/app/_ui/class-names.ts";
import { countText } from "@/app/_ui/numbers.ts";
import type { Stats } from "@/lib/api/system.ts";
import { Logo } from "./logo.tsx";
import type { Place } from "./places.ts";
import { usePlaces } from "./use-places.ts";

/** At the left; icons alone when it is narrow; a bar at the bottom on a phone. */
export function Navigation() {
  const pathname = usePathname();
  const { data: stats } = useApi("getStats");
  const places = usePlaces();
  return (
    <nav
      aria-label="Main"
      className="z-20 border-line bg-ground max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-t sm:sticky sm:top-0 sm:h-dvh sm:border-r sm:px-2 sm:py-3.5 lg:px-2.5"
    >
      <Link
        href="/"
        className="flex items-center gap-2.5 px-2 pb-4 text-lg font-semibold tracking-[-0.01em] max-sm:hidden sm:max-lg:justify-center"
      >
        <Logo />
        <span className="max-lg:sr-only">Carillon</span>
      </Link>
      <ul className="max-sm:flex max-sm:justify-around sm:flex sm:flex-col sm:gap-0.5">
        {places.map((place) => (
          <Item key={place.href} place={place} isHere={isWithin(place, pathname)} stats={stats} />
        ))}
      </ul>
    </nav>
  );
}

function isWithin({ href, holds }: Place, pathname: string): boolean {
  if (holds !== undefined && pathname.startsWith(holds)) return true;
  return href === "/" ? pathname === "/" : pathname.startsWith(href);
}

interface ItemProps {
  place: Place;
  isHere: boolean;
  stats: Stats | undefined;
}

function Item({ place, isHere, stats }: ItemProps) {
  const { href, name, short = name, icon: Icon, isRare = false } = place;
  const note = stats && noteOf(href, stats);
  return (
    <li className={isRare ? "max-sm:hidden" : "max-sm:flex-1"}>
      <Link
        href={href}
        aria-current={isHere ? "page" : undefined}
        title={name}
        className={classNames(
          "flex items-center gap-2.5 rounded-md px-2 py-1.5 text-ink-2 hover:text-ink max-sm:flex-col max-sm:gap-0.5 max-sm:px-0.5 max-sm:py-2 max-sm:text-center max-sm:text-xs sm:max-lg:h-10 sm:max-lg:justify-center",
          isHere &&
            "bg-brass-ground font-medium text-ink shadow-[inset_2px_0_0_var(--brass)] max-sm:shadow-[inset_0_2px_0_var(--brass)]",
        )}
      >
        <Icon aria-hidden size={16} className="shrink-0" />
        <span className="flex-1 max-sm:hidden sm:max-lg:sr-only">{name}</span>
        <span className="leading-tight sm:hidden">{short}</span>
        {note && (
          <span
            className={classNames(
              "text-sm max-lg:hidden",
              note.isBad ? "font-semibold text-failed" : "text-ink-3",
            )}
          >
            {note.text}
          </span>
        )}
      </Link>
    </li>
  );
}

function noteOf(href: string, stats: Stats): { text: string; isBad?: boolean } | null {
  const { counts, schedules, workers, attention } = stats;
  switch (href) {
    case "/":
      return attention.length > 0 ? { text: `${attention.length} to do`, isBad: true } : null;
    case "/jobs":
      return { text: countText(Object.values(counts).reduce((sum, count) => sum + count, 0)) };
    case "/schedules":
      return { text: countText(schedules.active + schedules.paused) };
    case "/workers":
      return {
        text: countText(workers.executors + workers.schedulers),
        isBad: workers.executors === 0 || workers.schedulers === 0,
      };
    default:
      return null;
  }
}
