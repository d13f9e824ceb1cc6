import type { ReadForecast } from "../../api/forecast.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { describe, ScheduleError } from "../../schedule/index.ts";
import type { Store } from "../store.ts";
import { Coming } from "./coming.ts";

export interface Ahead {
  coming: Coming[];
  /** Ids of those whose coming times nobody knows. */
  unplanned: string[];
}

export type ScheduleFilter = Pick<ReadForecast, "queue" | "schedule" | "q">;

/** What the schedules that fit plan from now to a horizon. */
export async function schedulesAhead(
  store: Store,
  filter: ScheduleFilter,
  { nowMs, horizonMs }: { nowMs: number; horizonMs: number },
): Promise<Ahead> {
  const queues = filter.queue === undefined ? await store.registry.queues() : [filter.queue];
  const ahead: Ahead = { coming: [], unplanned: [] };
  await Promise.all(
    queues.map(async (queue) => {
      const reads = store.scheduleReads(queue);
      const living = (await reads.list()).filter((stored) => fits(stored, filter));
      const limited = living.filter(({ definition: { timing } }) => timing.limit !== undefined);
      const news = await reads.news(
        limited.map(({ id }) => id),
        1,
      );
      const pending = new Map(limited.map(({ id }, index) => [id, news[index]!.pending]));
      for (const stored of living)
        look(ahead, stored, { nowMs, horizonMs, pending: pending.get(stored.id) ?? 0 });
    }),
  );
  return ahead;
}

function look(
  { coming, unplanned }: Ahead,
  stored: StoredSchedule,
  foresight: ConstructorParameters<typeof Coming>[1],
): void {
  if (stored.state === "ended") return;
  if (stored.nominalMs === null) {
    if (stored.definition.timing.trigger.kind === "afterEnd") unplanned.push(stored.id);
    return;
  }
  try {
    coming.push(new Coming(stored, foresight));
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    unplanned.push(stored.id);
  }
}

function fits(
  { id, definition }: StoredSchedule,
  { schedule, q }: Pick<ScheduleFilter, "schedule" | "q">,
): boolean {
  if (schedule !== undefined && schedule !== id) return false;
  if (q === undefined) return true;
  const said = `${id}\n${definition.body.n}\n${describe(definition.timing.trigger)}`;
  return said.toLowerCase().includes(q.toLowerCase());
}
