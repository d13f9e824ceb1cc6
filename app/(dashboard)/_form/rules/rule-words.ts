import type { MissedRule, OverlapPolicy } from "@/lib/schedule/index.ts";

interface RuleWords<Value> {
  value: Value;
  label: string;
  help: string;
}

/** What becomes of a planned time that finds a run still alive. */
export const OVERLAPS: RuleWords<OverlapPolicy>[] = [
  {
    value: "skip",
    label: "Skip it",
    help: "The planned time is passed over, with the reason. The usual choice.",
  },
  { value: "allow", label: "Run it too", help: "Runs go on side by side." },
  {
    value: "queueOne",
    label: "Keep one waiting",
    help: "It starts when the run has ended. More of them meanwhile are skipped.",
  },
  {
    value: "queueAll",
    label: "Keep all waiting",
    help: "They start one after the other. At most 1,000 wait, the others are skipped.",
  },
  {
    value: "cancelRunning",
    label: "Stop the run",
    help: "It is asked to stop, and the new one starts when it has.",
  },
];

/** What becomes of planned times that passed while no scheduler ran. */
export const MISSED_RULES: RuleWords<MissedRule>[] = [
  {
    value: "latest",
    label: "Run the latest",
    help: "Once, and it says how many it stands for. The usual choice.",
  },
  { value: "all", label: "Run all of them", help: "Each once, the oldest first." },
  {
    value: "skip",
    label: "Run none of them",
    help: "A time that is no more than 5 s late still runs.",
  },
];
