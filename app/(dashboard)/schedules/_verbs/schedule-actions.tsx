"use client";
import { Copy, Pause, Pencil, Play, SkipForward, Undo2 } from "lucide-react";
import { useRefusal } from "@/app/_live/access.tsx";
import { Button, ButtonLink } from "@/app/_ui/button.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { NewLink } from "../../_shell/new-link.tsx";
import type { DialogName } from "./dialogs.ts";
import type { ScheduleVerbs } from "./use-schedule-verbs.ts";

interface ScheduleActionsProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
  open: (dialog: DialogName) => void;
}

/** Everything that can be done to a periodic job as it stands. */
export function ScheduleActions({ schedule, verbs, open }: ScheduleActionsProps) {
  const { id, state, queue, trigger, passed } = schedule;
  const refusal = useRefusal("schedules:change", queue);
  const running = useRefusal("schedules:run", queue);
  const duplicate = (
    <NewLink query={{ mode: "periodic", schedule: id }}>
      <Copy aria-hidden size={14} /> Duplicate
    </NewLink>
  );
  if (state === "cancelled")
    return (
      <>
        {duplicate}
        <Button
          look="primary"
          refusal={refusal}
          disabled={verbs.isBusy}
          onClick={() => void verbs.restore()}
        >
          <Undo2 aria-hidden size={14} /> Restore
        </Button>
      </>
    );
  const next = nextToSkip(schedule);
  return (
    <>
      <Button refusal={running} disabled={verbs.isBusy} onClick={() => void verbs.runNow()}>
        <Play aria-hidden size={14} /> Run now
      </Button>
      {next !== undefined && (
        <Button refusal={refusal} disabled={verbs.isBusy} onClick={() => void verbs.skip(next)}>
          <SkipForward aria-hidden size={14} /> Skip next
        </Button>
      )}
      {state === "paused" && (
        <Button
          look="primary"
          refusal={refusal}
          disabled={verbs.isBusy}
          onClick={() => (passed > 0 ? open("resume") : void verbs.resume())}
        >
          <Play aria-hidden size={14} /> {passed > 0 ? "Resume…" : "Resume"}
        </Button>
      )}
      {(state === "active" || state === "error") && (
        <Button refusal={refusal} onClick={() => open("pause")}>
          <Pause aria-hidden size={14} /> Pause…
        </Button>
      )}
      <ButtonLink refusal={refusal} href={`/schedules/${encodeURIComponent(id)}/edit`}>
        <Pencil aria-hidden size={14} /> Edit
      </ButtonLink>
      {duplicate}
      {trigger.kind !== "afterEnd" && (
        <Button refusal={running} onClick={() => open("backfill")}>
          Backfill…
        </Button>
      )}
      <Button look="danger" refusal={refusal} onClick={() => open("cancel")}>
        Cancel…
      </Button>
    </>
  );
}

/** The first of the next times that nobody has skipped yet. */
export function nextToSkip({ state, next, skips }: Schedule): string | undefined {
  if (state !== "active") return undefined;
  const skipped = new Set(skips.map(({ plannedAt }) => plannedAt));
  return next.find((at) => !skipped.has(at));
}
