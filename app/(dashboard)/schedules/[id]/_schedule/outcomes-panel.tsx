"use client";
import { OutcomeStrip } from "@/app/_ui/outcome-strip.tsx";
import { fatesText } from "@/app/_ui/fates.ts";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { schedulePath } from "../../_verbs/dialogs.ts";
import { type Counted, countedTimes } from "../../_words/counter-words.ts";

/** How the newest planned times went, and what became of all of them. */
export function OutcomesPanel({ schedule }: { schedule: Schedule }) {
  const { id, recent, pending } = schedule;
  const { total, planned, beside } = countedTimes(schedule.counters);
  return (
    <Panel title="How it went" aside="the newest at the right">
      <div className="px-3.5 py-3">
        <OutcomeStrip name={id} href={schedulePath(id)} recent={recent} scale={2} />
        <p className="mt-2 text-ink-2">{fatesText(recent)}</p>
      </div>
      {total > 0 && (
        <table className="w-full border-t border-line">
          <caption className="sr-only">What became of all planned times</caption>
          <tbody>
            {planned.map((row) => (
              <CountedRow key={row.words} {...row} />
            ))}
          </tbody>
          <tfoot className="border-t border-line font-medium">
            <CountedRow
              count={total}
              words={total === 1 ? "planned time in all" : "planned times in all"}
            />
          </tfoot>
        </table>
      )}
      {(beside.length > 0 || pending > 0) && (
        <p className="border-t border-line px-3.5 py-2 text-ink-2">{besideText(beside, pending)}</p>
      )}
    </Panel>
  );
}

const CountedRow = ({ count, words }: Counted) => (
  <tr>
    <td className="w-24 py-0.5 pr-2.5 pl-3.5 text-right">{countText(count)}</td>
    <th scope="row" className="py-0.5 pr-3.5 text-left font-normal">
      {words}
    </th>
  </tr>
);

/** What is not among the planned times that are over. */
function besideText(beside: Counted[], pending: number): string {
  const parts = beside.map(({ count, words }) => `${countText(count)} ${words}`);
  return [
    ...(parts.length > 0 ? [`Beside the plan: ${parts.join(", ")}.`] : []),
    ...(pending > 0
      ? [
          `${plural(pending, "more waits", "more wait")} for a run to end, and will be counted then.`,
        ]
      : []),
  ].join(" ");
}
