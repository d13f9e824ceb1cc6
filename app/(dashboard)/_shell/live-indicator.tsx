"use client";
import { type LiveState, useLive } from "@/app/_live/live.tsx";
import { useNow } from "@/app/_live/clock.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { wholeDurationText } from "@/app/_ui/durations.ts";

const LOOKS: Record<LiveState, { word: string; mark: string; about: string }> = {
  live: { word: "Live", mark: "bg-succeeded", about: "Changes show at once." },
  polling: {
    word: "Polling",
    mark: "bg-late",
    about: "The event stream is away: everything is read again every 5 s.",
  },
  paused: { word: "Paused", mark: "bg-cancelled", about: "Nothing is read until you resume." },
  stale: { word: "Stale", mark: "bg-late", about: "No answer has come for a while." },
  disconnected: {
    word: "Disconnected",
    mark: "bg-failed",
    about: "The server or Redis does not answer. It is tried again every 5 s.",
  },
};

/** How true the page is, and the button that stops and starts its renewal. */
export function LiveIndicator() {
  const { state, answeredMs, isPaused, setPaused } = useLive();
  const now = useNow();
  const { word, mark, about } = LOOKS[state];
  const age =
    state === "live" || state === "polling" || answeredMs === null
      ? ""
      : ` ${wholeDurationText(now - answeredMs)}`;
  return (
    <button
      type="button"
      aria-pressed={isPaused}
      aria-label={`${word}${age}: ${isPaused ? "resume" : "pause"} live updates`}
      title={`${about} Click to ${isPaused ? "resume" : "pause"}.`}
      onClick={() => setPaused(!isPaused)}
      className="inline-flex h-7 items-center gap-1.5 rounded-full border border-line bg-panel px-2.5 text-sm whitespace-nowrap text-ink-2 hover:border-line-strong pointer-coarse:h-11"
    >
      <span aria-hidden className={classNames("size-[7px] rounded-full", mark)} />
      {word}
      {age}
    </button>
  );
}
