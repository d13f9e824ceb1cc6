"use client";
import { useState } from "react";
import { useClock } from "@/app/_live/clock.tsx";
import { type CallError, client } from "@/app/_live/use-api.ts";
import { useLive } from "@/app/_live/live.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { localOf, readLocal } from "@/app/_ui/local-times.ts";
import { Modal } from "@/app/_ui/modal.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { BackfillResult } from "@/lib/api/schedule-actions.ts";
import { BackfillAnswer } from "./backfill-answer.tsx";
import { BackfillForm, type BackfillRange } from "./backfill-form.tsx";

const DAY_MS = 86_400_000;

interface BackfillDialogProps {
  id: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Makes the runs of planned times that are past: first what it would do, then the doing, then what came of it. */
export function BackfillDialog({ id, isOpen, onClose }: BackfillDialogProps) {
  return (
    <Modal
      isWide
      isOpen={isOpen}
      onClose={onClose}
      title={`Backfill ${id}`}
      about="Makes runs for planned times that are past, at once and beside the plan, whatever its rule for overlaps. It changes no time to come."
    >
      <Backfilling id={id} />
    </Modal>
  );
}

function Backfilling({ id }: { id: string }) {
  const { timeZone } = useZone();
  const clock = useClock();
  const { refresh } = useLive();
  const [range, setRange] = useState<BackfillRange>(() => ({
    from: localOf(clock.now() - DAY_MS, timeZone),
    to: localOf(clock.now(), timeZone),
    onlyMissing: true,
  }));
  const [result, setResult] = useState<BackfillResult | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const ask = async (dryRun: boolean) => {
    const [from, to] = [readLocal(range.from, timeZone), readLocal(range.to, timeZone)];
    setProblem(null);
    setErrors({
      ...(!from.instant && { from: from.problem ?? "Choose a date and a time." }),
      ...(!to.instant && { to: to.problem ?? "Choose a date and a time." }),
    });
    if (!from.instant || !to.instant) return;
    const { onlyMissing } = range;
    const body = { from: from.instant, to: to.instant, onlyMissing, dryRun };
    setBusy(true);
    try {
      setResult(await client.call("backfillSchedule", { params: { id }, body }));
    } catch (error) {
      const { message, fieldErrors } = error as CallError;
      setResult(null);
      if (Object.keys(fieldErrors).length > 0) setErrors(sentencesOf(fieldErrors));
      else setProblem(message);
    } finally {
      setBusy(false);
      if (!dryRun) refresh();
    }
  };

  const isMade = result !== null && !result.dryRun;
  return (
    <>
      {!isMade && (
        <BackfillForm
          range={range}
          errors={errors}
          isBusy={isBusy}
          onChange={(change) => {
            // What was looked at is no longer what would be made.
            setResult(null);
            setRange({ ...range, ...change });
          }}
          onLook={() => void ask(true)}
        />
      )}
      <BackfillAnswer
        result={result}
        problem={problem}
        isBusy={isBusy}
        onMake={() => void ask(false)}
      />
    </>
  );
}
