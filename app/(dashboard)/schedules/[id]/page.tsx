import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { ScheduleId } from "@/lib/jobs/names.ts";
import { ScheduleView } from "./_schedule/schedule-view.tsx";

export default async function SchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const id = ScheduleId.safeParse(decodeURIComponent((await params).id)).data;
  if (id === undefined) notFound();
  const of = { params: { id } };
  const { answers, isMissing } = await preloaded([
    want("getSchedule", of, (service) => service.getSchedule(id)),
    want("getLedger", of, (service) => service.getLedger(id)),
    want("listRevisions", of, (service) => service.listRevisions(id)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <ScheduleView id={id} />
    </Preload>
  );
}
