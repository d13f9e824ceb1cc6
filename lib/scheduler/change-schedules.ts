import type { Schedule, ScheduleCancelled } from "../api/schedules.ts";
import { conflict, notFound } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import { jobIdOf } from "../jobs/names.ts";
import { compile, decide } from "../schedule/index.ts";
import { headOf } from "../queue/record.ts";
import { readJob } from "./change-jobs.ts";
import { readSchedule, livingSchedule } from "./read-schedules.ts";
import type { Store } from "./store.ts";

export async function pauseSchedule(
  store: Store,
  id: string,
  reason: string | null,
  by: string,
): Promise<Schedule> {
  const { queue } = await livingSchedule(store, id);
  const outcome = await store.schedules(queue).pause(id, { by, atMs: store.clock.now(), reason });
  if (outcome === "missing") throw notFound("periodic job", id);
  if (outcome !== "paused")
    throw conflict(`The periodic job has ${outcome}: there is nothing to pause.`);
  return readSchedule(store, id);
}

/** The times that passed meanwhile are not caught up with: they are counted as paused. */
export async function resumeSchedule(store: Store, id: string): Promise<Schedule> {
  const stored = await livingSchedule(store, id);
  const nowMs = store.clock.now();
  const { timing } = stored.definition;
  const decision = decide({
    compiled: compile(timing, { anchorMs: stored.anchorMs }),
    timing: { ...timing, missed: { ...timing.missed, policy: "skip" } },
    id,
    generation: stored.generation,
    watermarkMs: stored.watermarkMs,
    nowMs,
    firedCount: stored.counters.fired,
  });
  const passed =
    decision.fires.length +
    decision.coalesced +
    decision.missedWindow +
    decision.missedSkipped +
    decision.missedCapped;
  const outcome = await store.schedules(stored.queue).resume(stored, {
    watermarkMs: Math.max(decision.watermarkMs, stored.watermarkMs),
    passed,
    nominalMs: decision.nextNominalMs,
    nextMs: decision.nextMs,
    ledger:
      passed === 0
        ? null
        : {
            p: decision.watermarkMs,
            d: nowMs,
            o: "paused",
            n: passed,
            r: stored.pause?.reason ?? undefined,
          },
  });
  if (outcome === "missing") throw notFound("periodic job", id);
  if (outcome === "stale")
    throw conflict("The periodic job was changed meanwhile. Look at it again and repeat.");
  if (outcome !== "resumed" && outcome !== "active")
    throw conflict(`The periodic job has ${outcome}: it cannot be resumed.`);
  return readSchedule(store, id);
}

export async function triggerSchedule(store: Store, id: string): Promise<Job> {
  const stored = await livingSchedule(store, id);
  const localId = store.newLocalId();
  const outcome = await store.schedules(stored.queue).trigger(id, {
    localId,
    head: headOf(stored.definition.priority, stored.definition.body),
    body: JSON.stringify(stored.definition.body),
  });
  if (outcome === "missing") throw notFound("periodic job", id);
  return readJob(store, { queue: stored.queue, localId });
}

/** After it has answered, no job of this schedule starts any more. */
export async function cancelSchedule(
  store: Store,
  id: string,
  running: "finish" | "cancel",
  by: string,
): Promise<ScheduleCancelled> {
  const { queue } = await livingSchedule(store, id);
  const outcome = await store.schedules(queue).cancel(id, by, running);
  if (!outcome) throw notFound("periodic job", id);
  const ids = (localIds: string[]) =>
    localIds.toSorted().map((localId) => jobIdOf({ queue, localId }));
  return { id, removed: ids(outcome.removed), running: ids(outcome.running) };
}
