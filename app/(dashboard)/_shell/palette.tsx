"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { parseJobId } from "@/lib/jobs/names.ts";
import { COMMAND_GROUP, COMMAND_ITEM } from "./command-looks.ts";
import { RefusableItem } from "./refusable-item.tsx";
import { ScheduleCommands } from "./schedule-commands.tsx";
import { useLeave } from "./unsaved.tsx";
import { usePlaces } from "./use-places.ts";

const MOST_SHOWN = 8;

/** Goes to a page, a periodic job, or a job whose id was pasted; does what can be done to a periodic job. */
export function Palette() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((wasOpen) => !wasOpen);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-label="Go to a page, a job or a periodic job"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="flex h-8 max-w-[440px] min-w-8 items-center justify-between gap-2 rounded-md border border-line bg-panel px-2.5 text-ink-3 hover:border-line-strong sm:flex-[8] pointer-coarse:h-11"
      >
        <span className="flex min-w-0 items-center gap-2">
          <Search aria-hidden size={14} className="shrink-0" />
          <span className="truncate max-sm:sr-only">Go to a page, a job id, a periodic job</span>
        </span>
        <kbd className="rounded border border-b-2 border-line px-1 font-mono text-[11px] max-lg:hidden">
          Ctrl K
        </kbd>
      </button>
      {isOpen && <PaletteDialog close={() => setOpen(false)} />}
    </>
  );
}

function PaletteDialog({ close }: { close: () => void }) {
  const router = useRouter();
  const leave = useLeave();
  const [text, setText] = useState("");
  const { data: schedules } = useApi("listSchedules");
  const places = usePlaces();
  const go = (href: string) => {
    close();
    leave(() => router.push(href));
  };
  const refusal = useRefusal("jobs:create");
  const pasted = text.trim();
  return (
    <Dialog.Root open onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup
          aria-label="Go to"
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 rounded-md border border-line bg-panel shadow-xl"
        >
          <Command label="Go to">
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="A page, a job id, a periodic job, or what to do: pause nightly"
              className="w-full border-b border-line bg-transparent px-3.5 py-3 outline-none"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1.5">
              {parseJobId(pasted) && (
                <Command.Item
                  value={pasted}
                  className={COMMAND_ITEM}
                  onSelect={() => go(`/jobs/${pasted}`)}
                >
                  Open job {pasted}
                </Command.Item>
              )}
              <Command.Group heading="Pages" className={COMMAND_GROUP}>
                <RefusableItem words="New job" refusal={refusal} act={() => go("/jobs/new")} />
                <Command.Item className={COMMAND_ITEM} onSelect={() => go("/operations")}>
                  Bulk operations
                </Command.Item>
                <Command.Item className={COMMAND_ITEM} onSelect={() => go("/account")}>
                  Your account
                </Command.Item>
                {places.map(({ href, name, key }) => (
                  <Command.Item key={href} className={COMMAND_ITEM} onSelect={() => go(href)}>
                    {name} <kbd className="font-mono text-sm text-ink-3">g {key}</kbd>
                  </Command.Item>
                ))}
              </Command.Group>
              {schedules && schedules.items.length > 0 && (
                <Command.Group heading="Periodic jobs" className={COMMAND_GROUP}>
                  {schedules.items
                    .slice(0, pasted === "" ? MOST_SHOWN : undefined)
                    .map(({ id, description }) => (
                      <Command.Item
                        key={id}
                        className={COMMAND_ITEM}
                        onSelect={() => go(`/schedules/${id}`)}
                      >
                        {id} <span className="truncate text-sm text-ink-3">{description}</span>
                      </Command.Item>
                    ))}
                </Command.Group>
              )}
              {schedules && (
                <ScheduleCommands schedules={schedules.items} text={pasted} close={close} />
              )}
              {pasted !== "" && (
                <Command.Item
                  // Always there, whatever was typed, and never before what fits better.
                  forceMount
                  value="search-jobs"
                  className={COMMAND_ITEM}
                  onSelect={() => go(`/jobs?q=${encodeURIComponent(pasted)}`)}
                >
                  <span className="truncate">Search the jobs for {pasted}</span>
                </Command.Item>
              )}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
