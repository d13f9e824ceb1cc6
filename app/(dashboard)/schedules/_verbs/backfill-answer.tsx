"use client";
import { Button } from "@/app/_ui/button.tsx";
import { ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { Failure } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import type { BackfillResult } from "@/lib/api/schedule-actions.ts";
import { BackfillTimes } from "./backfill-times.tsx";

interface BackfillAnswerProps {
  result: BackfillResult | null;
  problem: string | null;
  isBusy: boolean;
  onMake: () => void;
}

/** What would run, or what was made; and the way on from there. */
export function BackfillAnswer({ result, problem, isBusy, onMake }: BackfillAnswerProps) {
  return (
    <>
      {problem !== null && <Failure title="Nothing was made">{problem}</Failure>}
      {result && (
        <>
          <p role="status" className="font-medium">
            {result.dryRun ? wouldText(result) : `${plural(result.made, "run")} made.`}
          </p>
          {result.items.length > 0 && <BackfillTimes items={result.items} />}
        </>
      )}
      <ModalActions>
        {result && !result.dryRun ? (
          <ModalClose key="close" autoFocus>
            Close
          </ModalClose>
        ) : (
          <ModalClose>Make nothing</ModalClose>
        )}
        {(result?.dryRun ?? true) && (
          <Button
            look="primary"
            disabled={isBusy || result === null || result.made === 0}
            onClick={onMake}
          >
            {result ? `Make ${plural(result.made, "run")}` : "Make the runs"}
          </Button>
        )}
      </ModalActions>
    </>
  );
}

function wouldText({ made, items }: BackfillResult): string {
  if (items.length === 0) return "No planned time lies between them.";
  const count = (outcome: BackfillResult["items"][number]["outcome"]) =>
    items.filter((item) => item.outcome === outcome).length;
  const parts = [`${countText(made)} would run`];
  if (count("fired") > 0) parts.push(`${countText(count("fired"))} fired already`);
  if (count("unknown") > 0) parts.push(`of ${countText(count("unknown"))} it is not known`);
  return `${plural(items.length, "planned time")}: ${parts.join(", ")}.`;
}
