"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { SteadyRows } from "@/app/_live/steady-rows.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Select } from "@/app/_ui/fields.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { LEDGER_OUTCOMES, type LedgerEntry } from "@/lib/api/schedules.ts";
import { LedgerTable } from "./ledger-table.tsx";
import { OUTCOME_WORDS } from "./outcome-words.ts";

/** As many as are kept. */
const MOST_KEPT = 500;

type Outcome = LedgerEntry["outcome"];

/** What became of each planned time, those that did not run with the reason. */
export function LedgerPanel({ id }: { id: string }) {
  const { data, error } = useApi("getLedger", { params: { id } });
  const [outcome, setOutcome] = useQueryState("outcome", parseAsStringLiteral(LEDGER_OUTCOMES));
  const all = data?.items.map((entry) => ({ ...entry, id: keyOf(entry) }));
  const shown = all?.filter((entry) => outcome === null || entry.outcome === outcome);
  return (
    <Panel title="What became of the planned times" aside={all && extentText(all.length)}>
      {error && !data && (
        <Failure title="The ledger cannot be read" className="m-3.5">
          {error.message}
        </Failure>
      )}
      {!shown && !error && <SkeletonRows rows={4} />}
      {all?.length === 0 && <Empty title="No planned time has come yet" />}
      {all && all.length > 0 && (
        <OutcomeFilter
          value={outcome}
          entries={all}
          onChange={(value) => void setOutcome(value, { history: "push" })}
        />
      )}
      {all && all.length > 0 && shown?.length === 0 && (
        <Empty title="Nothing of that kind is kept">
          <Button onClick={() => void setOutcome(null)}>Show every outcome</Button>
        </Empty>
      )}
      {shown && shown.length > 0 && (
        <SteadyRows items={shown} listKey={outcome ?? ""}>
          {(rows) => <LedgerTable rows={rows} />}
        </SteadyRows>
      )}
    </Panel>
  );
}

const keyOf = ({ plannedAt, outcome, decidedAt, jobId }: LedgerEntry) =>
  `${plannedAt} ${outcome} ${decidedAt} ${jobId ?? ""}`;

const extentText = (lines: number) =>
  lines < MOST_KEPT
    ? `${plural(lines, "line")}, the newest first`
    : `the newest ${countText(lines)} lines; older ones are counted above`;

interface OutcomeFilterProps {
  value: Outcome | null;
  entries: LedgerEntry[];
  onChange: (outcome: Outcome | null) => void;
}

function OutcomeFilter({ value, entries, onChange }: OutcomeFilterProps) {
  const count = (outcome: Outcome) => entries.filter((entry) => entry.outcome === outcome).length;
  const there = LEDGER_OUTCOMES.filter((outcome) => outcome === value || count(outcome) > 0);
  return (
    <div className="border-b border-line px-3.5 py-2">
      <Select
        aria-label="Outcome"
        className="w-auto max-w-full border-line"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : (target.value as Outcome))}
      >
        <option value="">Every outcome</option>
        {there.map((outcome) => (
          <option key={outcome} value={outcome}>
            {OUTCOME_WORDS[outcome]} ({countText(count(outcome))})
          </option>
        ))}
      </Select>
    </div>
  );
}
