import type * as fc from "fast-check";
import type { Snapshot } from "../../queue/fsck/snapshot.ts";
import { audit } from "./audit.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";

/** What is to be seen in the queue when a command is over, beside what always is. */
export type Check = (after: Snapshot, before: Snapshot) => void;
type Taken = Check | void;

export type Command = fc.AsyncCommand<Model, Real>;
/** Commands, and how often each comes. */
export type Mix = { weight: number; arbitrary: fc.Arbitrary<Command> }[];

/** A command that does the same to model and queue, and then looks at everything. */
export function command<Args>(
  name: string,
  args: Args,
  take: (args: Args, model: Model, real: Real) => Promise<Taken>,
  isPossible: (model: Model) => boolean = () => true,
): Command {
  return {
    check: isPossible,
    toString: () => `${name}(${JSON.stringify(args)})`,
    async run(model, real) {
      model.onCommand();
      const before = real.snapshot;
      const check = await take(args, model, real);
      const after = await real.look();
      await audit(model, real, before);
      check?.(after, before);
    },
  };
}

/** How many of the newest half of the choices is among: jobs that nothing happens to for long find nothing new. */
const NEWEST = 6;

export function pick<T>(items: T[], at: number): T | undefined {
  const pool = at % 2 === 0 ? items : items.slice(-NEWEST);
  return pool[(at >> 1) % Math.max(pool.length, 1)];
}

/** Some of them, each once. */
export const pickSome = <T>(items: T[], places: number[]): T[] => [
  ...new Set(items.length === 0 ? [] : places.map((at) => pick(items, at)!)),
];

/** What a turn writes down though it does nothing: who asked, and what it was answered. And what Redis lets expire. */
const isBookkeeping = (name: string) => /^(claim:|idle$|starts)/.test(name);

/** All that a queue holds, for the commands that must change nothing. */
export function contentOf({ maps, lists, texts, lengths }: Snapshot): unknown {
  return [maps, lists, texts, lengths].map((kind) =>
    Object.fromEntries(
      [...kind]
        .filter(([name]) => !isBookkeeping(name))
        .map(([name, held]) => [name, held instanceof Map ? Object.fromEntries(held) : held]),
    ),
  );
}
