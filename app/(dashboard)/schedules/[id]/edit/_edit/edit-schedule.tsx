"use client";
import Link from "next/link";
import { useState } from "react";
import { useApi } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { ButtonLink } from "@/app/_ui/button.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { EditForm } from "./edit-form.tsx";

/** A periodic job in the form that made it. */
export function EditSchedule({ id }: { id: string }) {
  const { data: present, error } = useApi("getSchedule", { params: { id } });
  const { data: types, error: typesError } = useApi("listJobTypes");
  const { isKnown } = useZone();
  const [opened, setOpened] = useState<Opened>();
  const type = types?.items.find(({ name }) => name === present?.job);
  // What is typed outlives whatever becomes of the periodic job meanwhile: the form stays as it was opened.
  if (!opened && present && present.state !== "cancelled" && type)
    setOpened({ schedule: present, type });
  return (
    <>
      <PageHeader
        title={`Edit ${id}`}
        about={present && <About job={present.job} />}
        actions={
          <>
            <ButtonLink href={`/schedules/${id}`}>Back to {id}</ButtonLink>
            <ButtonLink href={`/jobs/new?schedule=${id}`}>Duplicate</ButtonLink>
          </>
        }
      />
      {opened && present && isKnown ? (
        <EditForm opened={opened.schedule} present={present} type={opened.type} />
      ) : present && types && !opened ? (
        <Failure title="It cannot be edited">{whyNot(present)}</Failure>
      ) : error || typesError ? (
        <Failure title="The periodic job cannot be read">{(error ?? typesError)?.message}</Failure>
      ) : (
        <SkeletonRows />
      )}
    </>
  );
}

interface Opened {
  schedule: Schedule;
  type: JobTypeEntry;
}

const About = ({ job }: { job: string }) => (
  <>
    Runs{" "}
    <Link href={`/job-types/${job}`} className="underline">
      {job}
    </Link>
    . Its name and its job type stay what they are.
  </>
);

const whyNot = ({ id, state, job }: Schedule) =>
  state === "cancelled"
    ? `${id} was cancelled. Restore it first, or duplicate it under another name.`
    : `No executor has published ${job}. Start one that has its file: without it the arguments cannot be checked.`;
