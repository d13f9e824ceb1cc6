import type { SearchParams } from "nuqs/server";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { parseJobId } from "@/lib/jobs/names.ts";
import { loadNewJobQuery } from "./_form/new-job-query.ts";
import { NewJob } from "./_form/new-job.tsx";

export default async function NewJobPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const { from } = await loadNewJobQuery(searchParams);
  const { answers } = await preloaded([
    want("listJobTypes", {}, (service) => service.listJobTypes()),
    ...(from !== null && parseJobId(from)
      ? [want("getJob", { params: { id: from } }, (service) => service.getJob(from))]
      : []),
  ]);
  return (
    <Preload answers={answers}>
      <NewJob />
    </Preload>
  );
}
