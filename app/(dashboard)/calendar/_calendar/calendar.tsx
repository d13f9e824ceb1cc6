"use client";
import { useQueryStates } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { useApi } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { Failure } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { useKeys } from "../../_shell/use-keys.ts";
import { FeedsPanel } from "../_feeds/feeds-panel.tsx";
import { Subscribe } from "../_feeds/subscribe.tsx";
import { calendarParsers, calendarQuery, daysAsked, hoursAsked } from "./calendar-query.ts";
import { DayPanel } from "./day-panel.tsx";
import type { LocalDate } from "./days.ts";
import { aboutOf, headlineOf } from "./headline.ts";
import { Legend } from "./legend.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { NothingPlanned } from "./nothing-planned.tsx";
import { PlanTable } from "./plan-table.tsx";
import { Toolbar } from "./toolbar.tsx";
import { besideOf, CHOSEN_CELL } from "./use-grid-keys.ts";
import { useLocalHour } from "./use-local-hour.ts";
import { WeekGrid } from "./week-grid.tsx";

export function Calendar() {
  const { timeZone } = useZone();
  const { today, hour: nowHour } = useLocalHour(timeZone);
  const [address, setAddress] = useQueryStates(calendarParsers, { history: "push" });
  const [hour, setHour] = useState(nowHour);
  const query = calendarQuery(address, today);
  const { view, day, filter, isOpen, ignored } = query;
  const asked = { ...query, timeZone };
  const { data: answer, error } = useApi("getForecast", { query: daysAsked(asked) });
  const { data: hours } = useApi(
    "getForecast",
    view === "week" ? { query: hoursAsked(asked) } : null,
  );
  // While another month is read, the answer for the one before is still there.
  const days = answer?.slots.some(({ date }) => date === day) ? answer : undefined;
  const { root, focusNext } = useFocusAfter();

  const choose = (date: LocalDate) =>
    void setAddress({ day: date === today ? null : date }, { history: "replace" });
  const open = (date: LocalDate) => {
    focusNext("#calendar-day");
    void setAddress({ day: date === today ? null : date, open: true });
  };
  const close = () => {
    focusNext(CHOSEN_CELL);
    void setAddress({ open: false });
  };
  useKeys(({ key }, isAfterG) => {
    if (isAfterG) return;
    if (key === "t") choose(today);
    else if (key === "m") void setAddress({ view: "month" });
    else if (key === "w") void setAddress({ view: "week" });
    else if (key === "Escape" && isOpen) close();
  });

  const grid = { days, day, today, timeZone, choose, open };
  return (
    <div ref={root}>
      <PageHeader
        title={days ? headlineOf(query, days, today) : "Calendar"}
        tab="Calendar"
        about={days ? aboutOf(query, days, timeZone) : `Times in ${timeZone}.`}
        actions={<Subscribe filter={filter} />}
      />
      {ignored.length > 0 && (
        <Failure title="Part of the address was not understood" className="mb-4">
          {plural(ignored.length, "value")} ignored: {ignored.join(", ")}.
        </Failure>
      )}
      <div className={isOpen ? "grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_360px]" : ""}>
        <Panel label="What is planned" className="min-w-0">
          <Toolbar
            query={query}
            step={(direction) => choose(besideOf(view, day, direction))}
            goToToday={() => choose(today)}
            show={(chosen) => void setAddress({ view: chosen })}
            narrow={(change) => void setAddress(change)}
          />
          {error && !days ? (
            <Failure title="What is planned cannot be read" className="m-4">
              {error.message}
            </Failure>
          ) : (
            <>
              {days && (
                <NothingPlanned
                  query={query}
                  days={days}
                  today={today}
                  clear={() => void setAddress({ queue: null, q: null })}
                />
              )}
              {view === "month" ? (
                <MonthGrid {...grid} />
              ) : (
                <WeekGrid
                  {...grid}
                  hours={hours}
                  hour={hour}
                  nowHour={nowHour}
                  chooseHour={setHour}
                />
              )}
              <Legend />
              {days && <PlanTable days={days} today={today} timeZone={timeZone} />}
            </>
          )}
        </Panel>
        {isOpen && (
          <DayPanel
            day={day}
            isPast={day < today}
            filter={filter}
            timeZone={timeZone}
            close={close}
          />
        )}
      </div>
      <FeedsPanel />
    </div>
  );
}

/** Moves the focus to what the next drawing of the page brings. */
function useFocusAfter() {
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const found = root.current?.querySelector<HTMLElement>(wanted.current);
    if (!found) return;
    wanted.current = null;
    found.focus();
  });
  return { root, focusNext: (selector: string) => (wanted.current = selector) };
}
