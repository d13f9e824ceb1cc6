"use client";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { RevisionItem } from "./revision-item.tsx";

/** What it was, who changed it, and the way back. */
export function RevisionsPanel({ schedule }: { schedule: Schedule }) {
  const { data, error } = useApi("listRevisions", { params: { id: schedule.id } });
  return (
    <Panel title="Revisions" aside="the newest first">
      {error && !data && (
        <Failure title="The revisions cannot be read" className="m-3.5">
          {error.message}
        </Failure>
      )}
      {!data && !error && <SkeletonRows rows={3} />}
      {data?.items.length === 0 && <Empty title="No revision is kept" />}
      {data && data.items.length > 0 && (
        <ol className="max-h-[420px] overflow-y-auto" tabIndex={0} aria-label="Revisions">
          {data.items.map((revision, index) => (
            <RevisionItem
              key={revision.revision}
              revision={revision}
              newest={data.items[0]!}
              isFirst={index === data.items.length - 1}
              schedule={schedule}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
