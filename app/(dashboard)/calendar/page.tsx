import { cookies } from "next/headers";
import type { SearchParams } from "nuqs/server";
import { Preload } from "@/app/_live/preload.tsx";
import { ZONE_COOKIE } from "@/app/_live/zone-cookie.ts";
import { listFeeds } from "@/app/_server/calendar-feeds.ts";
import { preloaded, want, type Wanted } from "@/app/_server/preloaded.ts";
import { localDateText } from "@/app/_ui/instants.ts";
import { isTimeZone } from "@/lib/schedule/index.ts";
import {
  calendarQuery,
  dayAsked,
  daysAsked,
  hoursAsked,
  loadCalendarQuery,
} from "./_calendar/calendar-query.ts";
import { Calendar } from "./_calendar/calendar.tsx";

export default async function CalendarPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const timeZone = (await cookies()).get(ZONE_COOKIE)?.value ?? "";
  const wanted = isTimeZone(timeZone) ? await inZone(timeZone, searchParams) : [];
  const { answers } = await preloaded([
    ...wanted,
    want("listCalendarFeeds", {}, () => listFeeds()),
    want("listQueues", {}, (service) => service.listQueues()),
  ]);
  return (
    <Preload answers={answers}>
      <Calendar />
    </Preload>
  );
}

/** Before its first visit nobody knows a browser's zone: then it asks for itself. */
async function inZone(timeZone: string, searchParams: Promise<SearchParams>): Promise<Wanted[]> {
  const today = localDateText(Date.now(), timeZone);
  const query = calendarQuery(await loadCalendarQuery(searchParams), today);
  const asked = [
    daysAsked({ ...query, timeZone }),
    ...(query.view === "week" ? [hoursAsked({ ...query, timeZone })] : []),
    ...(query.isOpen ? [dayAsked({ ...query, timeZone })] : []),
  ];
  return asked.map((each) =>
    want("getForecast", { query: each }, (service) => service.getForecast(each)),
  );
}
