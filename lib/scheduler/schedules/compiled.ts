import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { compile, type CompiledTrigger, type Timing } from "../../schedule/index.ts";

const MOST_KEPT = 5_000;

/** Cron expressions made ready, by what they are made from: each is parsed once, however often it fires. */
const kept = new Map<string, CompiledTrigger>();

type Planned = Pick<StoredSchedule, "anchorMs" | "nominalMs"> & { definition: { timing: Timing } };

/** The planned times of a schedule. @throws ScheduleError */
export function compiledOf({
  definition: { timing },
  anchorMs,
  nominalMs,
}: Planned): CompiledTrigger {
  const { trigger, startAt, endAt } = timing;
  // Where the end of a run plans the next, what is known of the times is that one.
  if (trigger.kind !== "cron") return compile(timing, { anchorMs, awaitedMs: nominalMs });
  const key = `${trigger.expression}\n${trigger.timeZone}\n${startAt}\n${endAt}`;
  let compiled = kept.get(key);
  if (!compiled) {
    compiled = compile(timing, { anchorMs });
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, compiled);
  }
  return compiled;
}
