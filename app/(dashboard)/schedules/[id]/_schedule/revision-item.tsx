"use client";
import { Ago } from "@/app/_live/times.tsx";
import { JsonCode } from "@/app/_ui/code.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import type { Revision, Schedule } from "@/lib/api/schedules.ts";
import { Changes } from "./changes.tsx";
import { RestoreRevision } from "./restore-revision.tsx";

const HOW: Record<Revision["how"], string> = {
  created: "created",
  edited: "edited",
  declared: "declared in code",
  restored: "restored",
};

interface RevisionItemProps {
  revision: Revision;
  /** What it is now. */
  newest: Revision;
  /** Of those that are kept. */
  isFirst: boolean;
  schedule: Schedule;
}

export function RevisionItem({ revision, newest, isFirst, schedule }: RevisionItemProps) {
  const { revision: number, at, by, how, changes, definition } = revision;
  const isNow = number === newest.revision;
  return (
    <li className="border-b border-line py-2 pr-2 pl-3.5 last:border-0">
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">Revision {number}</span>
        <span className="min-w-0 flex-1 text-ink-3 [overflow-wrap:anywhere]">
          {HOW[how]} by {by}, <Ago at={at} />
        </span>
        {isNow && schedule.state !== "cancelled" ? (
          <span className="pr-1.5 text-sm text-ink-3">as it is now</span>
        ) : (
          <RestoreRevision revision={revision} newest={newest} schedule={schedule} />
        )}
      </div>
      {changes.length > 0 && <Changes changes={changes} />}
      <details>
        <summary className="min-h-6 text-sm text-ink-3">
          {isFirst || changes.length === 0
            ? "All of it"
            : `${plural(changes.length, "field")} changed; all of it`}
        </summary>
        <JsonCode value={definition} name={`revision ${number}`} />
      </details>
    </li>
  );
}
