import { compile } from "./compile.ts";
import { CronTimes } from "./cron-times.ts";
import { describe } from "./describe.ts";
import type { Timing } from "./timing.ts";
import { type Zone, zoneOf } from "./zone.ts";

export interface PreviewItem {
  atMs: number;
  /** In the trigger's zone: "Sun 29 Mar 2026 03:00:00 CEST". */
  local: string;
  /** What a clock change does to this run. */
  note?: string;
}

export interface PreviewInput {
  fromMs: number;
  anchorMs: number;
  count: number;
}

/** The next runs, strictly after `fromMs`, by the very code that fires them. */
export function preview(
  timing: Pick<Timing, "trigger" | "startAt" | "endAt">,
  { fromMs, anchorMs, count }: PreviewInput,
): { description: string; items: PreviewItem[]; notes: string[] } {
  const { trigger } = timing;
  const compiled = compile(timing, { anchorMs });
  const zone = zoneOf(trigger.kind === "cron" ? trigger.timeZone : "UTC");
  const cron = trigger.kind === "cron" ? new CronTimes(trigger.expression, trigger.timeZone) : null;
  const items: PreviewItem[] = [];
  for (
    let at = compiled.next(fromMs);
    at !== null && items.length < count;
    at = compiled.next(at)
  ) {
    const note = cron ? noteOn(cron, zone, at) : undefined;
    items.push({ atMs: at, local: localText(zone, at), ...(note && { note }) });
  }
  return { description: describe(trigger), items, notes: [] };
}

function noteOn(cron: CronTimes, zone: Zone, atMs: number): string | undefined {
  const wall = cron.nextWithWall(atMs - 1)?.wall;
  if (wall === undefined) return undefined;
  const instants = zone.instantsOf(wall);
  const clock = new Date(wall).toISOString().slice(11, 16);
  if (instants.length === 0) {
    const shown = new Date(zone.wallAt(atMs)).toISOString().slice(11, 16);
    return `${clock} does not exist on ${dateText(wall)} in ${placeOf(zone)}: runs at ${shown}`;
  }
  if (instants.length === 1) return undefined;
  if (cron.isFixedTime)
    return `${clock} happens twice on ${dateText(wall)} in ${placeOf(zone)}: runs once, at the first`;
  return `${clock} happens twice on ${dateText(wall)} in ${placeOf(zone)}: runs both times`;
}

function localText({ name }: Zone, atMs: number): string {
  const part = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: name,
      hourCycle: "h23",
      weekday: "short",
      day: "2-digit",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    })
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  return `${part.weekday} ${part.day} ${part.month} ${part.year} ${part.hour}:${part.minute}:${part.second} ${part.timeZoneName}`;
}

function dateText(wallMs: number): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(wallMs);
}

const placeOf = ({ name }: Zone) => (name.split("/").at(-1) ?? name).replaceAll("_", " ");
