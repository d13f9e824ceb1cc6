import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { parseJobId } from "@/lib/jobs/names.ts";
import { BatchView } from "./batch-view.tsx";

export default async function BatchPage({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  if (!parseJobId(id)) notFound();
  const { answers, isMissing } = await preloaded([
    want("getBatch", { params: { id } }, (service) => service.getBatch(id)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <BatchView id={id} />
    </Preload>
  );
}
