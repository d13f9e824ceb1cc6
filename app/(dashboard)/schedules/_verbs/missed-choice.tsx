"use client";
import { Choices } from "@/app/_ui/choices.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import type { MissedRule } from "@/lib/schedule/index.ts";

/** A resume fires no more than this at once. */
const MOST_MADE_UP = 100;

interface MissedChoiceProps {
  /** How many have passed; null where that differs from one to the other. */
  passed: number | null;
  value: MissedRule;
  onChange: (missed: MissedRule) => void;
}

/** What becomes of the planned times that passed during a pause. */
export function MissedChoice({ passed, value, onChange }: MissedChoiceProps) {
  const all =
    passed === null || passed > MOST_MADE_UP
      ? `The oldest first, up to ${MOST_MADE_UP}`
      : `${countText(passed)}, the oldest first`;
  return (
    <Choices
      legend="The times that have passed"
      name="missed"
      value={value}
      onChange={onChange}
      options={[
        { value: "skip", label: "Run none of them", about: "They are counted as paused." },
        { value: "latest", label: "Run the latest", about: "The others are counted as paused." },
        { value: "all", label: "Run all of them", about: `${all}, by its rule for overlaps.` },
      ]}
    />
  );
}
