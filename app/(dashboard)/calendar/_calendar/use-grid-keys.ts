"use client";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { View } from "./calendar-query.ts";
import { addDays, addMonths, type LocalDate, weekOf } from "./days.ts";

export interface Spot {
  day: LocalDate;
  hour: number;
}

interface GridKeys {
  view: View;
  spot: Spot;
  move: (spot: Spot) => void;
  open: () => void;
}

const LAST_HOUR = 23;
/** Of all cells it alone is a stop of the Tab key. */
export const CHOSEN_CELL = 'td[tabindex="0"]';
/** Stands above the first hour. */
export const OFTEN_ROW = -1;

/**
 * The keys of a grid of days, or of days and hours: the arrows move, Home and End go to the ends of the week, Page Up and
 * Page Down to the month or week beside, Enter opens the day. The focus follows.
 */
export function useGridKeys<E extends HTMLElement>({ view, spot, move, open }: GridKeys) {
  const grid = useRef<E>(null);
  const movingTo = useRef<Spot | null>(null);
  useEffect(() => {
    if (movingTo.current?.day !== spot.day || movingTo.current.hour !== spot.hour) return;
    movingTo.current = null;
    grid.current?.querySelector<HTMLElement>(CHOSEN_CELL)?.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") open();
    else {
      const next = nextSpot(event.key, view, spot);
      if (!next) return;
      movingTo.current = next;
      move(next);
    }
    event.preventDefault();
  };
  return { grid, onKeyDown };
}

function nextSpot(key: string, view: View, { day, hour }: Spot): Spot | null {
  const to = (date: LocalDate) => ({ day: date, hour });
  switch (key) {
    case "ArrowLeft":
      return to(addDays(day, -1));
    case "ArrowRight":
      return to(addDays(day, 1));
    case "ArrowUp":
      return view === "month" ? to(addDays(day, -7)) : { day, hour: Math.max(hour - 1, OFTEN_ROW) };
    case "ArrowDown":
      return view === "month" ? to(addDays(day, 7)) : { day, hour: Math.min(hour + 1, LAST_HOUR) };
    case "Home":
      return to(weekOf(day)[0]!);
    case "End":
      return to(weekOf(day).at(-1)!);
    case "PageUp":
      return to(besideOf(view, day, -1));
    case "PageDown":
      return to(besideOf(view, day, 1));
    default:
      return null;
  }
}

/** The same day of the month, or week, before or after. */
export const besideOf = (view: View, day: LocalDate, direction: 1 | -1) =>
  view === "month" ? addMonths(day, direction) : addDays(day, 7 * direction);
