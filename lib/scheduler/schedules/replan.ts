import type { ScheduleReads } from "../../queue/schedule-reads.ts";
import type { Schedules } from "../../queue/schedules.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { ScheduleError } from "../../schedule/index.ts";
import { decidedOf } from "./decided.ts";

/**
 * Computes the next times of zoned schedules anew when this process knows newer rules of zones than those they were computed by,
 * once a queue, and keeps their watermarks. An older process leaves them alone, so that two of different age do not take turns.
 * @param tzVersion such as "2026a", as `process.versions.tz` has it
 */
export async function replanZoned(
  schedules: Schedules,
  reads: ScheduleReads,
  tzVersion: string,
): Promise<number> {
  const known = await reads.tzVersion();
  if (known !== null && known >= tzVersion) return 0;
  let replanned = 0;
  for (const stored of known === null ? [] : await reads.list()) {
    if (!isZoned(stored)) continue;
    const next = nextOf(stored);
    if (!next) continue;
    if (next.nominalMs === stored.nominalMs && next.nextMs === stored.nextMs) continue;
    if ((await schedules.replan(stored, next)) === "replanned") replanned++;
  }
  await schedules.noteTzVersion(tzVersion);
  return replanned;
}

/** Null for one that cannot be read any more: the others are not held up, and it is reported when it is due. */
function nextOf(stored: StoredSchedule) {
  try {
    // As of the watermark nothing is due: what is decided is the next time alone.
    return decidedOf({ ...stored, catchUp: null }, stored.watermarkMs);
  } catch (error) {
    if (error instanceof ScheduleError) return null;
    throw error;
  }
}

function isZoned({ state, nominalMs, definition }: StoredSchedule): boolean {
  const { trigger } = definition.timing;
  const isPlanned = (state === "active" || state === "paused") && nominalMs !== null;
  return isPlanned && trigger.kind === "cron" && trigger.timeZone !== "UTC";
}
