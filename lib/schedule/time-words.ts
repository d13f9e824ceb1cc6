import cronstrue from "cronstrue";
import type { CronText } from "./grammar.ts";
import { joined, ordinal, runs } from "./value-words.ts";

const MOST_TIMES_NAMED = 6;
const LEAST_RANGE = 3;

/** What the values of a field amount to, however they were written. `cron` says the same in the simplest way. */
interface Shape {
  kind: "all" | "step" | "range" | "list";
  cron: string;
  values: number[];
  step: number;
}

/** The time of day of an expression, in words. */
export function timeWords(text: Pick<CronText, "seconds" | "minutes" | "hours">): string {
  const [seconds, minutes] = [text.seconds, text.minutes].map((field) => shapeOf(field.values, 60));
  const hours = shapeOf(text.hours.values, 24);
  return (
    namedTimes(seconds!, minutes!, hours) ??
    (isClear(seconds!, minutes!, hours)
      ? cronstrue.toString(`${seconds!.cron} ${minutes!.cron} ${hours.cron} * * *`, {
          use24HourTimeFormat: true,
          verbose: false,
        })
      : spelledOut(seconds!, minutes!, hours))
  );
}

function shapeOf(values: number[], span: number): Shape {
  const step = (values[1] ?? span) - values[0]!;
  const isEven = values.every((value, index) => value === values[0]! + index * step);
  const shape = (kind: Shape["kind"], cron: string) => ({ kind, cron, values, step });
  if (values.length === span) return shape("all", "*");
  if (isEven && step > 1 && values[0] === 0 && step * values.length === span && values.length > 1)
    return shape("step", `*/${step}`);
  if (isEven && step === 1 && values.length >= LEAST_RANGE)
    return shape("range", `${values[0]}-${values.at(-1)}`);
  return shape("list", values.join(","));
}

/** Few enough to be named: "At 09:00, 09:30 and 17:00". */
function namedTimes(seconds: Shape, minutes: Shape, hours: Shape): string | null {
  const fields = [hours, minutes, seconds];
  const count = fields.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_TIMES_NAMED || fields.some(({ kind }) => kind !== "list")) return null;
  const hasSeconds = seconds.values.some((second) => second !== 0);
  const times = hours.values.flatMap((hour) =>
    minutes.values.flatMap((minute) =>
      seconds.values.map((second) =>
        [hour, minute, ...(hasSeconds ? [second] : [])]
          .map((value) => `${value}`.padStart(2, "0"))
          .join(":"),
      ),
    ),
  );
  return `At ${joined(times)}`;
}

/** What cronstrue says without a doubt. It calls hours that stand apart times, and lets two steps run side by side. */
function isClear(seconds: Shape, minutes: Shape, hours: Shape): boolean {
  if (minutes.kind === "all" && hours.kind === "all") return true;
  if (seconds.cron !== "0") return false;
  if (hours.kind === "all" || hours.kind === "range") return true;
  if (hours.kind === "step") return minutes.kind === "list";
  return hours.values.length === 1 && minutes.kind !== "list";
}

/** "At seconds 5 and 45 of every 10th minute in the hours 9 to 17". */
function spelledOut(seconds: Shape, minutes: Shape, hours: Shape): string {
  const inHours = hours.kind === "all" ? "" : ` in the ${plural("hour", hours)}`;
  if (seconds.cron === "0") return `${often("minute", minutes)}${inHours}`;
  const ofMinutes = {
    all: "every minute",
    step: `every ${ordinal(minutes.step)} minute`,
    range: `the ${plural("minute", minutes)}`,
    list: `the ${plural("minute", minutes)}`,
  }[minutes.kind];
  const inEach = hours.kind === "all" && minutes.kind !== "all" ? " in every hour" : inHours;
  return `${often("second", seconds)} of ${ofMinutes}${inEach}`;
}

function often(unit: string, shape: Shape): string {
  if (shape.kind === "all") return `Every ${unit}`;
  if (shape.kind === "step") return `Every ${shape.step} ${unit}s`;
  return `At ${plural(unit, shape)}`;
}

const plural = (unit: string, { values }: Shape) =>
  `${unit}${values.length === 1 ? "" : "s"} ${runs(values)}`;
