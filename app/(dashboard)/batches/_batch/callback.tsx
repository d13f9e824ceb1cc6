import Link from "next/link";
import { Mono } from "@/app/_ui/code.tsx";
import type { Batch } from "@/lib/api/batches.ts";

/** The job that comes after all the others. It is made only when its time has come, and then has a page. */
export function Callback({
  batch: { callbackId, callbackWhen, state, total, succeeded },
}: {
  batch: Batch;
}) {
  if (callbackId === null) return <>none</>;
  if (state === "ended" && (callbackWhen === "ended" || succeeded === total))
    return (
      <Link href={`/jobs/${callbackId}`} className="[overflow-wrap:anywhere] underline">
        <Mono>{callbackId}</Mono>
      </Link>
    );
  if (state === "ended") return <>not made: not every job has succeeded</>;
  return (
    <>
      {callbackWhen === "ended"
        ? "is made when all have ended"
        : "is made when all have succeeded, and only then"}
    </>
  );
}
