"use client";
import type { Schedule } from "@/lib/api/schedules.ts";
import { BackfillDialog } from "./backfill-dialog.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import type { DialogName } from "./dialogs.ts";
import { PauseDialog } from "./pause-dialog.tsx";
import { ResumeDialog } from "./resume-dialog.tsx";
import type { ScheduleVerbs } from "./use-schedule-verbs.ts";

interface ScheduleDialogsProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
  open: DialogName | null;
  onClose: () => void;
}

/** The dialogs of a periodic job. They stay while it changes under them: what was cancelled is still told. */
export function ScheduleDialogs({ schedule, verbs, open, onClose }: ScheduleDialogsProps) {
  const shared = { schedule, verbs, onClose };
  return (
    <>
      <PauseDialog {...shared} isOpen={open === "pause"} />
      <ResumeDialog {...shared} isOpen={open === "resume"} />
      <CancelDialog {...shared} isOpen={open === "cancel"} />
      <BackfillDialog id={schedule.id} isOpen={open === "backfill"} onClose={onClose} />
    </>
  );
}
