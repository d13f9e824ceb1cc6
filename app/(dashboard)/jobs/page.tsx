import type { SearchParams } from "nuqs/server";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { jobListQuery, loadJobListQuery } from "./_list/job-list-query.ts";
import { JobList } from "./_list/job-list.tsx";

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { query } = jobListQuery(await loadJobListQuery(searchParams), Date.now());
  const { answers } = await preloaded([
    want("listJobs", { query }, (service) => service.listJobs(query)),
    want("listQueues", {}, (service) => service.listQueues()),
  ]);
  return (
    <Preload answers={answers}>
      <JobList />
    </Preload>
  );
}
