import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { OperationId } from "@/lib/jobs/names.ts";
import { OperationView } from "./_operation/operation-view.tsx";

export default async function OperationPage({ params }: { params: Promise<{ id: string }> }) {
  const id = OperationId.safeParse((await params).id).data;
  if (id === undefined) notFound();
  const { answers, isMissing } = await preloaded([
    want("getOperation", { params: { id } }, (service) => service.getOperation(id)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <OperationView id={id} />
    </Preload>
  );
}
