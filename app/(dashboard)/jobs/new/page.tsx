import type { SearchParams } from "nuqs/server";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { parseJobId, ScheduleId } from "@/lib/jobs/names.ts";
import { freeScheduleId } from "./_form/free-schedule-id.ts";
import { loadNewJobQuery } from "./_form/new-job-query.ts";
import { NewJob } from "./_form/new-job.tsx";

export default async function NewJobPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const { from, schedule } = await loadNewJobQuery(searchParams);
  const { data: id } = ScheduleId.safeParse(schedule);
  const [{ answers }, copyId] = await Promise.all([
    preloaded([
      want("listJobTypes", {}, (service) => service.listJobTypes()),
      ...(from !== null && parseJobId(from)
        ? [want("getJob", { params: { id: from } }, (service) => service.getJob(from))]
        : []),
      ...(id !== undefined
        ? [want("getSchedule", { params: { id } }, (service) => service.getSchedule(id))]
        : []),
    ]),
    id === undefined ? "" : freeScheduleId(id),
  ]);
  return (
    <Preload answers={answers}>
      <NewJob copyId={copyId} />
    </Preload>
  );
}
