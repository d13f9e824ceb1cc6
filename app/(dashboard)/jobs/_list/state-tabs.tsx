"use client";
import { useApi } from "@/app/_live/use-api.ts";
import { classNames } from "@/app/_ui/class-names.ts";
import { countText } from "@/app/_ui/numbers.ts";
import { jobStateWord } from "@/app/_ui/states.tsx";
import { JOB_STATES, type JobState } from "@/lib/jobs/states.ts";

const ORDER: JobState[] = [
  "running",
  "ready",
  "scheduled",
  "blocked",
  "failed",
  "succeeded",
  "cancelled",
];

interface StateTabsProps {
  current: JobState | undefined;
  queue: string | undefined;
  onChoose: (state: JobState | null) => void;
}

/** The states with their counts, of one queue or of all. */
export function StateTabs({ current, queue, onChoose }: StateTabsProps) {
  const { data } = useApi("listQueues");
  const queues = data?.items.filter(({ name }) => queue === undefined || name === queue);
  const count = (state: JobState) => queues?.reduce((sum, { counts }) => sum + counts[state], 0);
  const all = queues && JOB_STATES.reduce((sum, state) => sum + (count(state) ?? 0), 0);
  return (
    <nav aria-label="States" className="flex overflow-x-auto border-b border-line px-2">
      <Tab isOn={current === undefined} onClick={() => onChoose(null)} name="All" count={all} />
      {ORDER.map((state) => (
        <Tab
          key={state}
          isOn={current === state}
          onClick={() => onChoose(state)}
          name={jobStateWord(state)}
          count={count(state)}
        />
      ))}
    </nav>
  );
}

interface TabProps {
  isOn: boolean;
  onClick: () => void;
  name: string;
  count: number | undefined;
}

const Tab = ({ isOn, onClick, name, count }: TabProps) => (
  <button
    type="button"
    aria-current={isOn ? "true" : undefined}
    onClick={onClick}
    className={classNames(
      "shrink-0 px-2.5 py-2 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:py-3",
      isOn && "font-semibold text-ink shadow-[inset_0_-2px_0_var(--brass)]",
    )}
  >
    {name} {count !== undefined && <span>{countText(count)}</span>}
  </button>
);
