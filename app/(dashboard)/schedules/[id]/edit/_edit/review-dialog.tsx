"use client";
import { Dialog } from "@base-ui/react/dialog";
import { useRef } from "react";
import useSWR from "swr";
import { useClock } from "@/app/_live/clock.tsx";
import { type CallError, client } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { definitionOf } from "@/lib/api/asked.ts";
import type { Preview, PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { planOf, previewOf } from "../../../../_form/when/preview-request.ts";
import { firstInvalid } from "../../../../_form/use-form.ts";
import { changesBetween } from "./changes.ts";
import { ChangeTable } from "./change-table.tsx";
import { nextRunTexts } from "./next-run.ts";

interface ReviewDialogProps {
  edited: Schedule;
  /** What is to be saved; null while nothing is. */
  after: PutSchedule | null;
  isBusy: boolean;
  onSave: (after: PutSchedule) => Promise<void>;
  onClose: () => void;
}

/** What an edit changes, and what that does to the next run, before it is saved. */
export function ReviewDialog({ edited, after, isBusy, onSave, onClose }: ReviewDialogProps) {
  const save = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open={after !== null} onOpenChange={(opens) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup
          initialFocus={save}
          finalFocus={() => firstInvalid(document.querySelector("main"))}
          className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[min(640px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line bg-panel p-5 shadow-xl"
        >
          <Dialog.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
            Save these changes to {edited.id}?
          </Dialog.Title>
          {after && <Review edited={edited} after={after} />}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Dialog.Close render={<Button />}>Keep editing</Dialog.Close>
            <Button
              ref={save}
              look="primary"
              disabled={isBusy}
              onClick={() => after && void onSave(after)}
            >
              {isBusy ? "Saving" : "Save the changes"}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Review({ edited, after }: { edited: Schedule; after: PutSchedule }) {
  const { timeZone } = useZone();
  const before = definitionOf(edited);
  const firstAt = useFirstTime(edited, after);
  const texts =
    firstAt === undefined ? [] : nextRunTexts({ edited, before, after, firstAt, timeZone });
  return (
    <>
      <ChangeTable changes={changesBetween(before, after, timeZone)} />
      <h3 className="mt-4 font-semibold">What it does to the next run</h3>
      <div aria-live="polite" className="mt-1 min-h-10 text-ink-2">
        {texts.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {edited.source.kind === "code" && (
          <p>
            It is declared in the file of {edited.source.job}. What you save here stands until its
            declaration there changes.
          </p>
        )}
      </div>
    </>
  );
}

/** The first time of the plan as it will be; undefined while that is asked, null when there is none. */
function useFirstTime(edited: Schedule, after: PutSchedule): string | null | undefined {
  const clock = useClock();
  const body = { ...previewOf(planOf(after), edited, clock.now()), count: 1 };
  const { data, error } = useSWR<Preview, CallError>(
    `first time ${JSON.stringify(body)}`,
    () => client.call("previewSchedule", { body }),
    { refreshInterval: 1_000 },
  );
  if (error) return null;
  return data && (data.items[0]?.at ?? null);
}
