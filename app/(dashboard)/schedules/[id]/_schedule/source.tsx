import Link from "next/link";
import { At } from "@/app/_live/times.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";

/** Who made it, or which file declares it; and whether it is still what that says. */
export function Source({ schedule: { source, createdBy, createdAt } }: { schedule: Schedule }) {
  if (source.kind === "hand")
    return (
      <>
        Made by {createdBy}: <At at={createdAt} />
      </>
    );
  return (
    <>
      Declared in code by{" "}
      <Link className="underline" href={`/job-types/${source.job}`}>
        {source.job}
      </Link>
      .{" "}
      {source.isChanged && (
        <span className="font-medium text-late">
          Changed since: it is not what its file says, until that changes.
        </span>
      )}
    </>
  );
}
