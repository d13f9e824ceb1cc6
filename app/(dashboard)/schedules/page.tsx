import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { ScheduleList } from "./_list/schedule-list.tsx";

export default async function SchedulesPage() {
  const { answers } = await preloaded([
    want("listSchedules", {}, (service) => service.listSchedules()),
  ]);
  return (
    <Preload answers={answers}>
      <ScheduleList />
    </Preload>
  );
}
