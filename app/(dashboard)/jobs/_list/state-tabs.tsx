"use client";
import { useApi } from "@/app/_live/use-api.ts";
import { countText } from "@/app/_ui/numbers.ts";
import { jobStateWord } from "@/app/_ui/states.tsx";
import { Tab, Tabs } from "@/app/_ui/tabs.tsx";
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
    <Tabs label="States">
      <Tab isOn={current === undefined} onClick={() => onChoose(null)}>
        All <Count count={all} />
      </Tab>
      {ORDER.map((state) => (
        <Tab key={state} isOn={current === state} onClick={() => onChoose(state)}>
          {jobStateWord(state)} <Count count={count(state)} />
        </Tab>
      ))}
    </Tabs>
  );
}

const Count = ({ count }: { count: number | undefined }) =>
  count === undefined ? null : <span>{countText(count)}</span>;
