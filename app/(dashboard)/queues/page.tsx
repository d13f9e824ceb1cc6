import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { QueueList } from "./_list/queue-list.tsx";

export default async function QueuesPage() {
  const { answers } = await preloaded([want("listQueues", {}, (service) => service.listQueues())]);
  return (
    <Preload answers={answers}>
      <QueueList />
    </Preload>
  );
}
