import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { WorkerList } from "./worker-list.tsx";

export default async function WorkersPage() {
  const { answers } = await preloaded([
    want("listWorkers", {}, (service) => service.listWorkers()),
  ]);
  return (
    <Preload answers={answers}>
      <WorkerList />
    </Preload>
  );
}
