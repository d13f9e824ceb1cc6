import type { ScheduleSource } from "@/lib/api/schedules.ts";

/** Where it comes from, and whether it is still what its file says. */
export function SourceMark({ source }: { source: ScheduleSource }) {
  if (source.kind === "hand") return <>by hand</>;
  return (
    <>
      in code
      {source.isChanged && <span className="font-medium text-late">, changed since</span>}
    </>
  );
}
