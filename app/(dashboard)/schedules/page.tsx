import type { SearchParams } from "nuqs/server";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { loadScheduleListQuery } from "./_list/schedule-list-query.ts";
import { ScheduleList } from "./_list/schedule-list.tsx";

export default async function SchedulesPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const { which } = await loadScheduleListQuery(searchParams);
  const query = { which };
  const { answers } = await preloaded([
    want("listSchedules", which === "living" ? {} : { query }, (service) =>
      service.listSchedules(query),
    ),
  ]);
  return (
    <Preload answers={answers}>
      <ScheduleList />
    </Preload>
  );
}
