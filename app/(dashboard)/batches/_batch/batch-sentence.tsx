import { countText, plural } from "@/app/_ui/numbers.ts";
import type { Batch } from "@/lib/api/batches.ts";
import { endedOf } from "./batch-progress.tsx";

/** "693 of 700 have ended: 7 failed." */
export function BatchSentence({ batch }: { batch: Batch }) {
  const { total, failed, cancelled } = batch;
  const ended = endedOf(batch);
  const bad = [
    failed > 0 && `${countText(failed)} failed`,
    cancelled > 0 && `${countText(cancelled)} cancelled`,
  ].filter((part) => part !== false);
  if (ended < total) {
    const how = bad.length > 0 ? `: ${bad.join(", ")}` : "";
    return (
      <>
        {countText(ended)} of {plural(total, "job")} {ended === 1 ? "has" : "have"} ended{how}.
      </>
    );
  }
  if (bad.length === 0)
    return <>{total === 1 ? "Its one job has" : `All ${countText(total)} jobs have`} succeeded.</>;
  return (
    <>
      {total === 1 ? "Its one job has" : `All ${countText(total)} jobs have`} ended:{" "}
      {bad.join(", ")}.
    </>
  );
}
