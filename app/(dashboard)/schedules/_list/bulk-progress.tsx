"use client";
import { Check, Clock3, X } from "lucide-react";
import { countText } from "@/app/_ui/numbers.ts";
import { ProgressBar } from "@/app/_ui/progress.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { BulkResult, BulkVerb } from "./use-bulk.ts";

const DONE: Record<BulkVerb, string> = { pause: "paused", resume: "resumed" };

interface BulkProgressProps {
  verb: BulkVerb;
  schedules: Schedule[];
  results: ReadonlyMap<string, BulkResult>;
  isOver: boolean;
}

/** How far it is, and how it ended for each. */
export function BulkProgress({ verb, schedules, results, isOver }: BulkProgressProps) {
  const done = [...results.values()].filter(({ isDone }) => isDone).length;
  const refused = results.size - done;
  const text = [
    `${countText(done)} ${DONE[verb]}`,
    ...(refused > 0 ? [`${countText(refused)} refused`] : []),
    ...(results.size < schedules.length
      ? [`${countText(schedules.length - results.size)} ${isOver ? "left alone" : "to go"}`]
      : []),
  ];
  return (
    <>
      {!isOver && (
        <ProgressBar
          fraction={results.size / schedules.length}
          label={`Periodic jobs ${DONE[verb]}`}
          className="w-full"
        />
      )}
      <p role="status" className="font-medium">
        {text.join(", ")}.
      </p>
      <ul
        aria-label="Each of them"
        tabIndex={0}
        className="max-h-64 overflow-y-auto rounded-md border border-line"
      >
        {schedules.map(({ id }) => (
          <li key={id} className="border-b border-line px-3.5 py-1.5 last:border-0">
            <Outcome id={id} verb={verb} result={results.get(id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface OutcomeProps {
  id: string;
  verb: BulkVerb;
  result: BulkResult | undefined;
}

function Outcome({ id, verb, result }: OutcomeProps) {
  const [Icon, color, words] =
    result === undefined
      ? ([Clock3, "text-ink-3", "not yet"] as const)
      : result.isDone
        ? ([Check, "text-succeeded", DONE[verb]] as const)
        : ([X, "text-failed", result.problem] as const);
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="font-medium [overflow-wrap:anywhere]">{id}</span>
      <span className={`inline-flex items-center gap-1.5 ${color}`}>
        <Icon aria-hidden size={14} strokeWidth={2.2} className="shrink-0" />
        {words}
      </span>
    </span>
  );
}
