import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { JobTypeName } from "@/lib/jobs/names.ts";
import { JobTypeView } from "./job-type-view.tsx";

export default async function JobTypePage({ params }: { params: Promise<{ name: string }> }) {
  const name = JobTypeName.safeParse(decodeURIComponent((await params).name)).data;
  if (name === undefined) notFound();
  const { answers, isMissing } = await preloaded([
    want("getJobType", { params: { name } }, (service) => service.getJobType(name)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <JobTypeView name={name} />
    </Preload>
  );
}
