import Link from "next/link";
import { countText } from "@/app/_ui/numbers.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { shortId } from "../../jobs/_list/short-id.ts";
import type { CalendarFilter } from "./calendar-query.ts";
import { timeText } from "./plan-words.ts";

/** Jobs that wait for their time and belong to no plan: the next few, and the way to all of them. */
export function SingleJobs({
  slot: { jobs, startAt, endAt },
  filter: { queue },
  timeZone,
}: {
  slot: ForecastSlot;
  filter: CalendarFilter;
  timeZone: string;
}) {
  if (!jobs || jobs.count === 0) return null;
  const all = new URLSearchParams({
    state: "scheduled",
    ...(queue !== undefined && { queue }),
    from: startAt,
    to: endAt,
  });
  return (
    <>
      <h3 className="border-y border-line px-3.5 pt-3 pb-1 text-sm font-medium text-ink-3">
        Single jobs
      </h3>
      <ul aria-label="Single jobs">
        {jobs.first.map(({ id, runAt }) => (
          <li
            key={id}
            className="relative flex min-h-[34px] items-center gap-2.5 border-b border-line px-3.5 py-1 hover:bg-sunken"
          >
            <span aria-hidden className="hatched size-2.5 shrink-0 rounded-[1px]" />
            <span className="font-mono text-[12.5px]">{timeText(runAt, timeZone)}</span>
            <Link
              href={`/jobs/${id}`}
              title={id}
              className="min-w-0 truncate font-mono text-[12.5px] after:absolute after:inset-0"
            >
              {shortId(id)}
            </Link>
          </li>
        ))}
      </ul>
      <p className="px-3.5 py-2 text-sm">
        <Link href={`/jobs?${all}`} className="underline">
          {jobs.count === 1 ? "In the list of jobs" : `All ${countText(jobs.count)} of them`}
        </Link>
      </p>
    </>
  );
}
