import { Pause } from "lucide-react";

/** What the signs mean, and the keys do. */
export const Legend = () => (
  <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3.5 py-2 text-sm text-ink-3">
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="hatched size-2.5 rounded-[1px]" /> planned
    </span>
    <span className="inline-flex items-center gap-1.5">
      <Pause aria-hidden size={10} fill="currentColor" className="text-late" /> paused: runs only if
      it is resumed
    </span>
    <span>×24: that many runs</span>
    <span>What is past is not shown.</span>
    <span id="calendar-keys" className="max-lg:sr-only">
      Arrows move, Enter opens a day, Page Up and Page Down turn the page; t today, m month, w week.
    </span>
  </p>
);
