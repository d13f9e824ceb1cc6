"use client";
import { instantText, relativeText, shortInstantText } from "@/app/_ui/instants.ts";
import { wholeDurationText } from "@/app/_ui/durations.ts";
import { useNow } from "./clock.tsx";
import { useZone } from "./zone.tsx";

/** "2 min ago", "in 12 s"; the full time, with its zone, on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  const { timeZone } = useZone();
  return (
    <time dateTime={at} title={instantText(at, timeZone)}>
      {relativeText(at, now)}
    </time>
  );
}

/** "Tue 24 Nov 2026, 10:41:07 CET", and how long that is from now. */
export function At({ at }: { at: string }) {
  const now = useNow();
  const { timeZone } = useZone();
  return (
    <time dateTime={at}>
      {instantText(at, timeZone)} <span className="text-ink-3">{relativeText(at, now)}</span>
    </time>
  );
}

/** "in 12 s", and below it the time itself: "10:41:07 CET", with its day where that is another. */
export function AgoAt({ at }: { at: string }) {
  const now = useNow();
  const { timeZone } = useZone();
  return (
    <time dateTime={at} title={instantText(at, timeZone)}>
      {relativeText(at, now)}
      <span className="block text-sm text-ink-3 max-sm:hidden">
        {shortInstantText(at, timeZone, now)}
      </span>
    </time>
  );
}

/** How long it has been: "6 h 21 min". */
export function Since({ at }: { at: string }) {
  const now = useNow();
  return <>{wholeDurationText(now - Date.parse(at))}</>;
}
