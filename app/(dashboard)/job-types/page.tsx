import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { JobTypeList } from "./job-type-list.tsx";

export default async function JobTypesPage() {
  const { answers } = await preloaded([
    want("listJobTypes", {}, (service) => service.listJobTypes()),
  ]);
  return (
    <Preload answers={answers}>
      <JobTypeList />
    </Preload>
  );
}
