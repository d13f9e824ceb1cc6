"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { JobTable } from "../../../jobs/_list/job-table.tsx";
import { SHOWN_RUNS } from "./shown-runs.ts";

/** Its newest jobs that are kept, with their arguments or errors. */
export function NewestRuns({ id }: { id: string }) {
  const { data, error } = useApi("listJobs", { query: { schedule: id, limit: SHOWN_RUNS } });
  return (
    <Panel
      title="Newest runs"
      aside={
        <Link href={`/jobs?schedule=${encodeURIComponent(id)}`} className="underline">
          all of them
        </Link>
      }
    >
      {!data ? (
        error ? (
          <Failure title="The runs cannot be read" className="m-3.5">
            {error.message}
          </Failure>
        ) : (
          <SkeletonRows rows={4} />
        )
      ) : data.items.length === 0 ? (
        <Empty title="No run is kept">
          {data.nextCursor !== null && `${plural(data.scanned, "newer job")} searched.`}
        </Empty>
      ) : (
        <JobTable caption="Newest runs" jobs={data.items} isShort />
      )}
    </Panel>
  );
}
