import * as fc from "fast-check";
import type { Seen as SeenSchedule } from "../../queue/schedules.ts";
import { type Check, type Command, command, pick } from "./command.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";
import type { ModelSchedule } from "./schedule.ts";

/** Few ids, so that each has a history. */
export const SCHEDULES = ["a", "b.c", "d-e"];

/** What was read of a schedule: mostly what it is, else something that has changed since. */
export const Seen = fc.constantFrom(
  ...Array.from({ length: 12 }, () => "as it is" as const),
  ...(["generation", "revision", "watermark"] as const),
);
export type Seen = typeof Seen extends fc.Arbitrary<infer S> ? S : never;

export function seenOf(
  { id, generation, revision, watermarkMs }: ModelSchedule,
  seen: Seen,
): SeenSchedule {
  return {
    id,
    generation: generation + (seen === "generation" ? 1 : 0),
    revision: revision + (seen === "revision" ? 1 : 0),
    watermarkMs: watermarkMs - (seen === "watermark" ? 1 : 0),
  };
}

/** A command upon one schedule: often one that it is meant for, but also any other, cancelled ones too. */
export function uponSchedule<Args extends { at: number }>(
  name: string,
  args: fc.Arbitrary<Args>,
  isMeant: (schedule: ModelSchedule) => boolean,
  take: (schedule: ModelSchedule, args: Args, model: Model, real: Real) => Promise<Check | void>,
): fc.Arbitrary<Command> {
  return args.map((chosen) =>
    command(name, chosen, (_, model, real) =>
      take(meantBy(model, chosen.at, isMeant), chosen, model, real),
    ),
  );
}

export function meantBy(
  model: Model,
  at: number,
  isMeant: (schedule: ModelSchedule) => boolean,
): ModelSchedule {
  const meant = at % 7 === 0 ? [] : model.schedules.all(isMeant);
  return pick(meant.length > 0 ? meant : model.schedules.all(), at)!;
}

/** What a change that somebody overtook is answered, and one that the state does not allow. */
export const refusalOf = (
  schedule: ModelSchedule,
  seen: Seen,
  state: "active" | "paused" | "ended",
) =>
  schedule.state === "cancelled"
    ? "missing"
    : schedule.state !== state
      ? schedule.state
      : seen === "as it is"
        ? null
        : "stale";
