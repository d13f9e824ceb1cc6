import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import type { Redis } from "ioredis";
import { changes } from "./changes.ts";
import { creations } from "./create.ts";
import { Model } from "./model.ts";
import { Real } from "./real.ts";
import { turns } from "./turns.ts";

const MOST_COMMANDS = 120;
const Command = fc.oneof(...creations, ...turns, ...changes);

export interface ModelCheck {
  runs: number;
  /** The same seed, the same commands. */
  seed?: number;
  /** Looks for a shorter series of commands that fails too. */
  shrinks: boolean;
}

/**
 * Does to a queue what people, executors and schedulers do, in any order, and looks at everything after each command.
 * @param redis a database of its own, which is emptied
 * @throws what is wrong, with the commands that led there and the seed
 */
export async function checkModel(
  redis: Redis,
  { runs, seed, shrinks }: ModelCheck,
): Promise<{ commands: number }> {
  let commands = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.commands([Command], { maxCommands: MOST_COMMANDS, size: "max" }),
      async (steps) => {
        await redis.flushdb();
        const real = new Real(redis, `m${randomBytes(4).toString("hex")}`);
        await real.putSchedule();
        await real.look();
        await fc.asyncModelRun(() => ({ model: new Model(), real }), steps);
        commands += [...steps].length;
      },
    ),
    { numRuns: runs, seed, endOnFailure: !shrinks },
  );
  return { commands };
}
