"use client";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { useAccess } from "@/app/_live/access.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { type Access, refusalOf } from "@/lib/api/permissions.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import type { BulkVerb } from "./use-bulk.ts";

interface BulkBarProps {
  /** Those that are ticked. */
  schedules: Schedule[];
  clear: () => void;
}

const CAN: Record<BulkVerb, Schedule["state"][]> = {
  pause: ["active", "error"],
  resume: ["paused"],
};

/** What can be done to all rows that are ticked. */
export function BulkBar({ schedules, clear }: BulkBarProps) {
  const [asked, setAsked] = useState<{ verb: BulkVerb; of: Schedule[] } | null>(null);
  const access = useAccess();
  const refusal = access && refusalOfAll(access, schedules);
  const those = (verb: BulkVerb) => schedules.filter(({ state }) => CAN[verb].includes(state));
  const button = (verb: BulkVerb, Icon: typeof Pause, word: string) => (
    <Button
      compact
      refusal={refusal}
      disabled={those(verb).length === 0}
      onClick={() => setAsked({ verb, of: those(verb) })}
    >
      <Icon aria-hidden size={14} /> {word} {countText(those(verb).length)}…
    </Button>
  );
  return (
    <div
      role="group"
      aria-label="All that are ticked"
      className="sticky top-[51px] z-[3] flex flex-wrap items-center gap-2 border-b border-line bg-brass-ground px-3.5 py-2"
    >
      <span className="mr-1 font-medium">{plural(schedules.length, "periodic job")} ticked</span>
      {button("pause", Pause, "Pause")}
      {button("resume", Play, "Resume")}
      <Button compact look="bare" onClick={clear}>
        Tick none
      </Button>
      {asked && (
        <BulkDialog
          verb={asked.verb}
          schedules={asked.of}
          onClose={(isDone) => {
            setAsked(null);
            if (isDone) clear();
          }}
        />
      )}
    </div>
  );
}

/** Why one of them may not be changed: then none is. */
function refusalOfAll(access: Access, schedules: Schedule[]): string | null {
  const reasons = schedules.map(({ queue }) => refusalOf(access, "schedules:change", queue));
  return reasons.find((reason) => reason !== null) ?? null;
}
