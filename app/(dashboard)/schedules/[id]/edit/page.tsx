import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { ScheduleId } from "@/lib/jobs/names.ts";
import { EditSchedule } from "./_edit/edit-schedule.tsx";

export default async function EditSchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const id = ScheduleId.safeParse(decodeURIComponent((await params).id)).data;
  if (id === undefined) notFound();
  const { answers, isMissing } = await preloaded([
    want("getSchedule", { params: { id } }, (service) => service.getSchedule(id)),
    want("listJobTypes", {}, (service) => service.listJobTypes()),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <EditSchedule id={id} />
    </Preload>
  );
}
