"use client";
import { Command } from "cmdk";
import { usePathname, useRouter } from "next/navigation";
import { useRefusal } from "@/app/_live/access.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { type DialogName, schedulePath } from "../schedules/_verbs/dialogs.ts";
import { nextToSkip } from "../schedules/_verbs/schedule-actions.tsx";
import { useScheduleVerbs } from "../schedules/_verbs/use-schedule-verbs.ts";
import { COMMAND_GROUP } from "./command-looks.ts";
import { RefusableItem } from "./refusable-item.tsx";

/** So many periodic jobs have their verbs listed at once. */
const MOST_SHOWN = 4;

interface ScheduleCommandsProps {
  schedules: Schedule[];
  /** What has been typed. */
  text: string;
  close: () => void;
}

/** What can be done to the periodic job of the page, or to those that are named: "pause nightly-report". */
export function ScheduleCommands({ schedules, text, close }: ScheduleCommandsProps) {
  const pathname = usePathname();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isHere = ({ id }: Schedule) => pathname.startsWith(schedulePath(id));
  const isNamed = ({ id }: Schedule) => words.some((word) => id.includes(word));
  const meant = schedules.filter((one) => isHere(one) || isNamed(one)).slice(0, MOST_SHOWN);
  if (meant.length === 0) return null;
  return (
    <Command.Group heading="Do" className={COMMAND_GROUP}>
      {meant.map((schedule) => (
        <Commands key={schedule.id} schedule={schedule} close={close} />
      ))}
    </Command.Group>
  );
}

function Commands({ schedule, close }: { schedule: Schedule; close: () => void }) {
  const { id, state, queue, passed } = schedule;
  const changing = useRefusal("schedules:change", queue);
  const running = useRefusal("schedules:run", queue);
  const router = useRouter();
  const verbs = useScheduleVerbs(id);
  const next = nextToSkip(schedule);
  const open = (dialog: DialogName) => () => router.push(schedulePath(id, dialog));
  const edit = () => router.push(`${schedulePath(id)}/edit`);
  const commands: (readonly [string, string | null, () => unknown])[] = [
    ["Run now", running, verbs.runNow],
    ...(next === undefined ? [] : [["Skip next of", changing, () => verbs.skip(next)] as const]),
    ...(state === "paused"
      ? [["Resume", changing, passed > 0 ? open("resume") : () => verbs.resume()] as const]
      : [["Pause…", changing, open("pause")] as const]),
    ["Edit", changing, edit],
    ["Backfill…", running, open("backfill")],
    ["Cancel…", changing, open("cancel")],
  ];
  return commands.map(([word, refusal, act]) => (
    <RefusableItem
      key={word}
      words={`${word} ${id}`}
      refusal={refusal}
      act={() => {
        close();
        act();
      }}
    />
  ));
}
