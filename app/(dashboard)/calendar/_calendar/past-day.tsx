import Link from "next/link";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import type { CalendarFilter } from "./calendar-query.ts";

/** What is past is planned no more; the jobs tell what became of it. */
export function PastDay({
  slot,
  filter: { queue },
}: {
  slot: ForecastSlot;
  filter: CalendarFilter;
}) {
  const link = (state: string) =>
    `/jobs?${new URLSearchParams({
      state,
      ...(queue !== undefined && { queue }),
      from: slot.startAt,
      to: slot.endAt,
    })}`;
  return (
    <div className="px-3.5 py-3 text-ink-2">
      <p>This day is past. The calendar shows what is planned, and not what became of it.</p>
      <p className="mt-1.5">
        Of that day:{" "}
        <Link href={link("succeeded")} className="underline">
          what succeeded
        </Link>
        ,{" "}
        <Link href={link("failed")} className="underline">
          what failed
        </Link>
        . Each periodic job keeps a ledger of its planned times.
      </p>
    </div>
  );
}
