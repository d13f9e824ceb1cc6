import { Preload } from "@/app/_live/preload.tsx";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { OperationList } from "./_list/operation-list.tsx";

export default async function OperationsPage() {
  const { answers } = await preloaded([
    want("listOperations", {}, (service) => service.listOperations()),
  ]);
  return (
    <Preload answers={answers}>
      <OperationList />
    </Preload>
  );
}
