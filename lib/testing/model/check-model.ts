import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import type { Redis } from "ioredis";
import { chores, holdUps, jobChanges } from "./changes.ts";
import type { Mix } from "./command.ts";
import { creations } from "./create.ts";
import { fires } from "./fires.ts";
import { Model } from "./model.ts";
import { planChanges } from "./plan-changes.ts";
import { Real } from "./real.ts";
import { runChanges } from "./run-changes.ts";
import { saveFirst, saves, ScheduleWishes } from "./save-schedule.ts";
import { skipChanges } from "./skip-changes.ts";
import { turns } from "./turns.ts";
import { SCHEDULES } from "./upon-schedule.ts";

/** Lengths are drawn evenly from none to this: 60 on average. */
const MOST_COMMANDS = 120;
const ofJobs = [...turns, ...jobChanges, ...chores];
const ofSchedules = [...saves, ...fires, ...planChanges, ...skipChanges, ...runChanges];
/** Everything beside everything; and schedules with few other jobs, so that their runs come and go. */
const MIXES = [
  [...creations, ...holdUps, ...ofJobs, ...ofSchedules],
  [...ofJobs, ...turns, ...ofSchedules, ...ofSchedules],
];
const FirstSchedules = fc.array(ScheduleWishes, { minLength: 1, maxLength: SCHEDULES.length });

const commandsOf = (mix: Mix) =>
  fc.commands([fc.oneof(...mix)], { maxCommands: MOST_COMMANDS, size: "max" });

export interface ModelCheck {
  runs: number;
  /** The same seed, the same commands. */
  seed?: number;
  /** Looks for a shorter series of commands that fails too. */
  shrinks: boolean;
}

export interface ModelVerdict {
  failed: boolean;
  numRuns: number;
  commands: number;
  /** In one line; "" when nothing failed. */
  reason: string;
  /** With the commands that led there, and the seed. */
  report: string;
}

/**
 * Does to a queue what people, executors and schedulers do, in any order, and looks at everything after each command.
 * @param redis a database of its own, which is emptied
 */
export async function checkModel(
  redis: Redis,
  { runs, seed, shrinks }: ModelCheck,
): Promise<ModelVerdict> {
  let commands = 0;
  const details = await fc.check(
    fc.asyncProperty(FirstSchedules, fc.oneof(...MIXES.map(commandsOf)), async (first, steps) => {
      await redis.flushdb();
      const real = new Real(redis, `m${randomBytes(4).toString("hex")}`);
      const model = new Model(() => commands++);
      for (const [index, wish] of first.entries())
        await saveFirst(model, real, SCHEDULES[index]!, wish);
      await real.look();
      const begin = () => ({ model, real });
      await fc.asyncModelRun(begin, steps);
    }),
    { numRuns: runs, seed, endOnFailure: !shrinks },
  );
  const { failed, numRuns, errorInstance: error } = details;
  const [reason = ""] = error instanceof Error ? error.message.split("\n") : [];
  const stack = error instanceof Error ? error.stack : "";
  const report = failed ? `${fc.defaultReportMessage(details)}\n${stack}` : "";
  return { failed, numRuns, commands, reason, report };
}
