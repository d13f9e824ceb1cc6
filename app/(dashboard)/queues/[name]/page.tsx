import { notFound } from "next/navigation";
import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { QueueName } from "@/lib/jobs/names.ts";
import { QueueView } from "./queue-view.tsx";

export default async function QueuePage({ params }: { params: Promise<{ name: string }> }) {
  const name = QueueName.safeParse(decodeURIComponent((await params).name)).data;
  if (name === undefined) notFound();
  const { answers, isMissing } = await preloaded([
    want("getQueue", { params: { name } }, (service) => service.getQueue(name)),
  ]);
  if (isMissing) notFound();
  return (
    <Preload answers={answers}>
      <QueueView name={name} />
    </Preload>
  );
}
