import Link from "next/link";
import { Mono } from "@/app/_ui/code.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { JobStateBadge } from "@/app/_ui/states.tsx";
import type { Job, Parent } from "@/lib/jobs/job.ts";

const POLICIES: Record<Job["onParentFailure"], string> = {
  cancel: "cancelled if one does not succeed",
  wait: "waits until all have succeeded",
  run: "runs whatever becomes of them",
};

/** The jobs that it waits for, or has waited for. */
export function ParentsPanel({ job: { parents, onParentFailure } }: { job: Job }) {
  if (parents.length === 0) return null;
  return (
    <Panel title="Parents" aside={POLICIES[onParentFailure]}>
      <ul className="max-h-80 overflow-y-auto">
        {parents.map((parent) => (
          <ParentItem key={parent.id} parent={parent} />
        ))}
      </ul>
    </Panel>
  );
}

const ParentItem = ({ parent: { id, state } }: { parent: Parent }) => (
  <li className="flex flex-wrap items-center gap-x-3 border-b border-line px-3.5 py-1.5 last:border-0">
    {state === null ? (
      <>
        <span className="w-24 text-ink-3">no longer kept</span>
        <Mono className="min-w-0 [overflow-wrap:anywhere] text-ink-3">{id}</Mono>
      </>
    ) : (
      <>
        <span className="w-24">
          <JobStateBadge state={state} />
        </span>
        <Link href={`/jobs/${id}`} className="min-w-0 [overflow-wrap:anywhere] underline">
          <Mono>{id}</Mono>
        </Link>
      </>
    )}
  </li>
);
