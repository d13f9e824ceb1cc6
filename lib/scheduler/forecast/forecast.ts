import {
  type Forecast,
  type ForecastSchedule,
  type ForecastSlot,
  MOST_NAMED_TIMES,
  type PlannedRuns,
  ReadForecast,
} from "../../api/forecast.ts";
import { parsed } from "../../field-messages.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { describe, type LocalSlot } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { slotsOf } from "./asked.ts";
import type { Coming } from "./coming.ts";
import { type JobsDue, jobsDue } from "./jobs-due.ts";
import { schedulesAhead } from "./schedules-ahead.ts";
import { type Share, spread, timesOf } from "./spread.ts";

const MOST_UNPLANNED_NAMED = 20;

/**
 * What is planned, by local days or hours: counted by formula, so that a schedule of ten a second costs no more than one
 * of one a day. What is past is not in it.
 */
export async function readForecast(
  store: Store,
  input: Parameters<typeof ReadForecast.parse>[0],
): Promise<Forecast> {
  const asked = parsed(ReadForecast, input);
  const slots = slotsOf(asked);
  const nowMs = store.clock.now();
  const horizonMs = slots.at(-1)!.endMs - 1;
  const [{ coming, unplanned }, jobs] = await Promise.all([
    schedulesAhead(store, asked, { nowMs, horizonMs }),
    jobsDue(store, asked, slots, nowMs),
  ]);
  const shares = sharesOf(coming, slots);
  const presented = slots.map((slot, index) =>
    presentSlot(slot, shares[index]!, jobs?.[index] ?? null, asked.perSlot),
  );
  const named = new Set(
    presented.flatMap(({ planned }) => planned.map(({ schedule }) => schedule)),
  );
  return {
    now: iso(nowMs),
    timeZone: asked.timeZone,
    by: asked.by,
    slots: presented,
    schedules: Object.fromEntries(
      coming
        .filter(({ stored }) => named.has(stored.id))
        .map(({ stored }) => [stored.id, presentSchedule(stored)]),
    ),
    unplanned: {
      total: unplanned.length,
      ids: unplanned.toSorted().slice(0, MOST_UNPLANNED_NAMED),
    },
  };
}

function sharesOf(coming: Coming[], slots: LocalSlot[]): Share[][] {
  const shares: Share[][] = slots.map(() => []);
  for (const each of coming) spread(each, slots, (slot, share) => shares[slot]!.push(share));
  return shares;
}

function presentSlot(
  slot: LocalSlot,
  shares: Share[],
  jobs: JobsDue | null,
  most: number,
): ForecastSlot {
  const { startMs, endMs, date, hour, change } = slot;
  const sum = (of: Share[], figure: "runs" | "paused") =>
    of.reduce((total, share) => total + share[figure], 0);
  const ordered = shares.toSorted(byRarity);
  const rest = ordered.slice(most);
  return {
    startAt: iso(startMs),
    endAt: iso(endMs),
    date,
    hour,
    clockChange: change && { at: iso(change.atMs), from: change.from, to: change.to },
    runs: sum(shares, "runs"),
    paused: sum(shares, "paused"),
    planned: ordered.slice(0, most).map((share) => presentShare(share, endMs)),
    more: rest.length === 0 ? null : { schedules: rest.length, runs: sum(rest, "runs") },
    jobs,
  };
}

/** The monthly report stands before what runs each second. */
const byRarity = (a: Share, b: Share) =>
  a.runs - b.runs || a.firstMs - b.firstMs || (a.coming.stored.id < b.coming.stored.id ? -1 : 1);

function presentShare({ coming, runs, paused, firstMs }: Share, endMs: number): PlannedRuns {
  const times = runs <= MOST_NAMED_TIMES ? timesOf(coming, firstMs, runs) : null;
  return {
    schedule: coming.stored.id,
    runs,
    paused,
    first: iso(firstMs),
    last: iso(times?.at(-1) ?? coming.last(firstMs, endMs)),
    times: times && times.map(iso),
  };
}

function presentSchedule({ queue, definition, state }: StoredSchedule): ForecastSchedule {
  const { trigger } = definition.timing;
  return {
    queue,
    job: definition.body.n,
    description: describe(trigger),
    state,
    timeZone: trigger.kind === "cron" ? trigger.timeZone : null,
  };
}
