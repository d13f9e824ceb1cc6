import { Button, ButtonLink } from "@/app/_ui/button.tsx";
import { Empty } from "@/app/_ui/notices.tsx";
import type { Forecast } from "@/lib/api/forecast.ts";
import { NewLink } from "../../_shell/new-link.tsx";
import type { CalendarQuery } from "./calendar-query.ts";
import type { LocalDate } from "./days.ts";
import { isAllPast, isEmpty } from "./headline.ts";

interface NothingPlannedProps {
  query: CalendarQuery;
  days: Forecast;
  today: LocalDate;
  clear: () => void;
}

/** Above a calendar without any run: why, and what to do. Nothing where there is one. */
export function NothingPlanned({ query, days, today, clear }: NothingPlannedProps) {
  if (!isEmpty(query, days)) return null;
  const isFiltered = Object.keys(query.filter).length > 0;
  return (
    <div className="border-b border-line [&>div]:py-5">
      {isAllPast(query, days, today) ? (
        <Empty title="This is past">
          <p>The calendar shows what is planned. What became of it stands in the jobs.</p>
          <ButtonLink href="/jobs">Jobs</ButtonLink>
        </Empty>
      ) : isFiltered ? (
        <Empty title="Nothing that fits the filters is planned here">
          <Button onClick={clear}>Show everything</Button>
        </Empty>
      ) : (
        <Empty title="Nothing is planned here">
          <p>Periodic jobs run again and again: at an interval, or by a cron expression.</p>
          <NewLink query={{ mode: "periodic" }}>New periodic job</NewLink>
        </Empty>
      )}
    </div>
  );
}
