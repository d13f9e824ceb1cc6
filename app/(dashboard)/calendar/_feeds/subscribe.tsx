"use client";
import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { Button } from "@/app/_ui/button.tsx";
import type { CalendarFeedCreated } from "@/lib/api/calendar-feeds.ts";
import type { CalendarFilter } from "../_calendar/calendar-query.ts";
import { FeedAddress } from "./feed-address.tsx";
import { FeedForm } from "./feed-form.tsx";

/** Makes a secret address for a calendar program, and shows it this once. */
export function Subscribe({ filter }: { filter: CalendarFilter }) {
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<CalendarFeedCreated | null>(null);
  const onOpenChange = (opens: boolean) => {
    setOpen(opens);
    if (opens) setMade(null);
  };
  const refusal = useRefusal("feeds:change");
  if (refusal !== null) return <Button refusal={refusal}>Subscribe…</Button>;
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Trigger render={<Button />}>Subscribe…</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
            {made ? `The address of ${made.name}` : "Subscribe to what is planned"}
          </Dialog.Title>
          {made ? (
            <FeedAddress path={made.path} />
          ) : (
            <>
              <Dialog.Description className="mt-1 mb-4 text-ink-2">
                A calendar program reads the next 30 days from a secret address: an event a run, or
                one a day for what runs more than 24 times in it.
              </Dialog.Description>
              <FeedForm filter={filter} onMade={setMade} />
            </>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
