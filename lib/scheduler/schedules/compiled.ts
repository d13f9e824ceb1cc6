import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { compile, type CompiledTrigger, type Timing } from "../../schedule/index.ts";

const MOST_KEPT = 5_000;

/** Compiled triggers by what they are made from: an expression is parsed once, however often it is read. */
const kept = new Map<string, CompiledTrigger>();

/** The same for as long as somebody holds the timing, and found without a look at what is in it. */
const held = new WeakMap<Timing, { anchorMs: number; compiled: CompiledTrigger }>();

type Planned = Pick<StoredSchedule, "anchorMs" | "nominalMs"> & { definition: { timing: Timing } };

/** The planned times of a schedule. @throws ScheduleError */
export function compiledOf({
  definition: { timing },
  anchorMs,
  nominalMs,
}: Planned): CompiledTrigger {
  const { trigger } = timing;
  // The end of a run plans the next: what is known of the times is that one.
  if (trigger.kind === "afterEnd") return compile(timing, { anchorMs, awaitedMs: nominalMs });
  const known = held.get(timing);
  if (known?.anchorMs === anchorMs) return known.compiled;
  const compiled = keptOf(timing, anchorMs);
  held.set(timing, { anchorMs, compiled });
  return compiled;
}

function keptOf(timing: Timing, anchorMs: number): CompiledTrigger {
  const { trigger, startAt, endAt } = timing;
  const key = JSON.stringify([trigger, startAt, endAt, trigger.kind === "every" && anchorMs]);
  let compiled = kept.get(key);
  if (!compiled) {
    compiled = compile(timing, { anchorMs });
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, compiled);
  }
  return compiled;
}
