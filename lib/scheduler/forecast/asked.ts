import { MOST_FORECAST_DAYS, type ReadForecast } from "../../api/forecast.ts";
import { invalidField } from "../../errors.ts";
import {
  type LocalSlot,
  localDays,
  localHours,
  startOfLocalDay,
  zoneOf,
} from "../../schedule/index.ts";

const DAY_MS = 86_400_000;
/** A day of 25 hours at each end. */
const SLACK_MS = 2 * 3_600_000;

/** The slots a forecast is asked for. @throws CarillonError for a stretch of time that is too long, or none */
export function slotsOf({
  from,
  to,
  by,
  timeZone,
}: Pick<ReadForecast, "from" | "to" | "by" | "timeZone">): LocalSlot[] {
  const zone = zoneOf(timeZone);
  const fromMs = isDate(from) ? startOfLocalDay(zone, from) : Date.parse(from);
  const toMs = isDate(to) ? startOfLocalDay(zone, dayAfter(to)) : Date.parse(to);
  if (!(fromMs < toMs)) throw invalidField("to", "must be after `from`");
  const most = MOST_FORECAST_DAYS[by];
  if (toMs - fromMs > most * DAY_MS + SLACK_MS)
    throw invalidField("to", `must be within ${most} days of \`from\` by ${by}`);
  return by === "day" ? localDays(zone, fromMs, toMs) : localHours(zone, fromMs, toMs);
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

const dayAfter = (date: string) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
