import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { WorkerView } from "./worker-view.tsx";

export default async function WorkerPage({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const { answers, isMissing } = await preloaded([
    want("getWorker", { params: { id } }, (service) => service.getWorker(id)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <WorkerView id={id} />
    </Preload>
  );
}
