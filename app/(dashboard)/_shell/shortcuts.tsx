"use client";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useRefusal } from "@/app/_live/access.tsx";
import { Button } from "@/app/_ui/button.tsx";
import type { Place } from "./places.ts";
import { useLeave } from "./unsaved.tsx";
import { useKeys } from "./use-keys.ts";
import { usePlaces } from "./use-places.ts";

const keysOf = (places: Place[]): [string, string][] => [
  ["Ctrl K", "Go to a page, a job or a periodic job"],
  ["/", "Search the jobs"],
  ["n", "New job"],
  ...places.map(({ key, name }): [string, string] => [`g ${key}`, name]),
  ["t m w", "In the calendar: today, month, week"],
  ["?", "This list"],
];

/** Single keys, never while something is being typed. */
export function Shortcuts() {
  const router = useRouter();
  const leave = useLeave();
  const places = usePlaces();
  const refusal = useRefusal("jobs:create");
  const [isOpen, setOpen] = useState(false);
  const create = () => {
    if (refusal !== null) toast(refusal);
    else leave(() => router.push("/jobs/new"));
  };
  useKeys((event, isAfterG) => {
    const place = isAfterG ? places.find(({ key }) => key === event.key) : undefined;
    if (place) leave(() => router.push(place.href));
    else if (event.key === "?") setOpen(true);
    else if (event.key === "/") search(event);
    else if (event.key === "n" && !isAfterG) create();
  });
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(420px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="text-lg font-semibold">Keys</Dialog.Title>
          <dl className="my-3 grid grid-cols-[80px_1fr] gap-y-1.5">
            {keysOf(places).map(([keys, meaning]) => (
              <div key={keys} className="contents">
                <dt className="font-mono text-sm text-ink-2">{keys}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close render={<Button />}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Into the page's search box, where it has one. */
function search(event: KeyboardEvent): void {
  const box = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}
