"use client";
import { useQueryStates } from "nuqs";
import { useApi } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { parseJobId, ScheduleId } from "@/lib/jobs/names.ts";
import { formFor } from "../../../_form/asked/form-state.ts";
import { copyOf } from "./copy-of.ts";
import { JobForm } from "./job-form.tsx";
import { newJobParsers } from "./new-job-query.ts";
import { TypePicker } from "./type-picker.tsx";

/** First what to run, then with what, then when. `copyId` is a free name for a copy of the periodic job it begins from. */
export function NewJob({ copyId }: { copyId: string }) {
  const [asked, setAddress] = useQueryStates(newJobParsers, { history: "replace" });
  const { timeZone, isKnown } = useZone();
  const { data: types, error } = useApi("listJobTypes");
  const jobId = asked.from !== null && parseJobId(asked.from) ? asked.from : null;
  const { data: scheduleId = null } = ScheduleId.nullable().safeParse(asked.schedule);
  const job = useApi("getJob", jobId === null ? null : { params: { id: jobId } });
  const schedule = useApi(
    "getSchedule",
    scheduleId === null ? null : { params: { id: scheduleId } },
  );
  const name = asked.type ?? job.data?.type ?? schedule.data?.job;
  const type = types?.items.find((each) => each.name === name);
  const original = schedule.data?.job === name ? schedule.data : undefined;
  const isReading = !isKnown || [job, schedule].some(({ isLoading, data }) => isLoading && !data);
  return (
    <>
      <PageHeader title="New job" about={aboutText(job.data, schedule.data)} />
      {error && !types && <Failure title="The job types cannot be read">{error.message}</Failure>}
      {(job.error ?? schedule.error) && (
        <Failure title="What it was to begin from cannot be read" className="mb-4">
          {(job.error ?? schedule.error)?.message}
        </Failure>
      )}
      {(!types || isReading) && !error && <SkeletonRows />}
      {types && (
        <div className="flex flex-col gap-4">
          <Panel title="What to run">
            <TypePicker
              types={types.items}
              chosen={name}
              onChoose={(next) => void setAddress({ type: next })}
            />
          </Panel>
          {type && !isReading && (
            <JobForm
              key={`${type.name} ${job.data?.id ?? ""} ${original?.id ?? ""}`}
              type={type}
              initial={() =>
                original
                  ? copyOf(original, type, copyId, timeZone)
                  : formFor(type, job.data, timeZone)
              }
              mode={asked.mode ?? (asked.schedule === null ? "now" : "periodic")}
              onMode={(next) => void setAddress({ mode: next })}
            />
          )}
        </div>
      )}
    </>
  );
}

function aboutText(job: Job | undefined, schedule: Schedule | undefined): string {
  if (schedule) return `Begins as a copy of the periodic job ${schedule.id}.`;
  if (job) return `Begins as a copy of a ${job.type} job.`;
  return "Now, in a while, at a time, or again and again.";
}
