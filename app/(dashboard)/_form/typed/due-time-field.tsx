"use client";
import { useRef } from "react";
import { useNow } from "@/app/_live/clock.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { type DueTime, pastQuestion } from "./due-time.ts";
import { instantOf } from "./wall-time.ts";
import { WallTimeField } from "./wall-time-field.tsx";

interface DueTimeFieldProps {
  label: string;
  due: DueTime;
  error?: string;
  hint?: string;
  optional?: boolean;
  onChange: (due: DueTime) => void;
}

export function DueTimeField({ due, error, onChange, ...frame }: DueTimeFieldProps) {
  const now = useNow();
  const element = useRef<HTMLDivElement>(null);
  const question = pastQuestion(due, now);
  const isTaken = question === undefined && due.pastTaken === instantOf(due.time);
  const take = () => onChange({ ...due, pastTaken: instantOf(due.time) ?? "" });
  const chooseAnother = () => {
    onChange({ ...due, pastTaken: "" });
    element.current?.querySelector("input")?.focus();
  };
  return (
    <div ref={element}>
      <WallTimeField
        {...frame}
        time={due.time}
        error={question ?? error}
        onChange={(time) => onChange({ ...due, time })}
      >
        <div role="status" className="flex flex-wrap items-center gap-2 empty:-mt-2">
          {isTaken && <p className="text-late">It runs at once, and counts as late.</p>}
          {question !== undefined && (
            <Button compact onClick={take}>
              Run it now
            </Button>
          )}
          {(isTaken || question !== undefined) && (
            <Button compact onClick={chooseAnother}>
              Choose another time
            </Button>
          )}
        </div>
      </WallTimeField>
    </div>
  );
}
