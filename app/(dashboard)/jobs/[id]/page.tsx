import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { parseJobId } from "@/lib/jobs/names.ts";
import { JobView } from "./_job/job-view.tsx";

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  if (!parseJobId(id)) notFound();
  const { answers, isMissing } = await preloaded([
    want("getJob", { params: { id } }, (service) => service.getJob(id)),
    want("getJobLogs", { params: { id } }, (service) => service.getJobLogs(id)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <JobView id={id} />
    </Preload>
  );
}
