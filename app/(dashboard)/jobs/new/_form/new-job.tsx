"use client";
import { useQueryStates } from "nuqs";
import { useApi } from "@/app/_live/use-api.ts";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { parseJobId } from "@/lib/jobs/names.ts";
import { JobForm } from "./job-form.tsx";
import { newJobParsers } from "./new-job-query.ts";
import { TypePicker } from "./type-picker.tsx";

/** First what to run, then with what, then when. */
export function NewJob() {
  const [{ type: chosen, from, mode }, setAddress] = useQueryStates(newJobParsers, {
    history: "replace",
  });
  const { data: types, error } = useApi("listJobTypes");
  const source = from !== null && parseJobId(from) ? { params: { id: from } } : null;
  const { data: job, error: jobError } = useApi("getJob", source);
  const name = chosen ?? job?.type;
  const type = types?.items.find((each) => each.name === name);
  return (
    <>
      <PageHeader
        title="New job"
        about={
          job
            ? `Begins as a copy of a ${job.type} job.`
            : "Now, in a while, at a time, or again and again."
        }
      />
      {error && !types && <Failure title="The job types cannot be read">{error.message}</Failure>}
      {jobError && (
        <Failure title="The job to copy cannot be read" className="mb-4">
          {jobError.message}
        </Failure>
      )}
      {!types && !error && <SkeletonRows />}
      {types && (
        <div className="flex flex-col gap-4">
          <Panel title="What to run">
            <TypePicker
              types={types.items}
              chosen={name}
              onChoose={(next) => void setAddress({ type: next })}
            />
          </Panel>
          {type && (
            <JobForm
              key={`${type.name} ${job?.id ?? ""}`}
              type={type}
              from={job}
              mode={mode}
              onMode={(next) => void setAddress({ mode: next })}
            />
          )}
        </div>
      )}
    </>
  );
}
