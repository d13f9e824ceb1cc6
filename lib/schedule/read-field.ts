import { ScheduleError, shown } from "./error.ts";
import type { FieldRule } from "./fields.ts";

/** One field of an expression, read. */
export interface CronField {
  text: string;
  /** A bare star or question mark: no restriction. A star with a step, or in a list, is one. */
  isFree: boolean;
  /** Ascending; of the day of week 0 to 6. */
  values: number[];
  /** L, LW, 15W, 5L, 1#2, 5#L: in capitals, days of the week as numbers. */
  specials: string[];
}

/** @throws ScheduleError */
export function readField(text: string, rule: FieldRule): CronField {
  const isAny = text === "?" && rule.isDay === true;
  const values = new Set<number>();
  const specials = new Set<string>();
  for (const item of isAny ? ["*"] : text.split(",")) {
    if (rule.special?.test(item)) specials.add(plainSpecial(item, rule));
    else for (const value of valuesOf(item, text, rule)) values.add(value);
  }
  return {
    text,
    isFree: isAny || text === "*",
    values: [...values].toSorted((a, b) => a - b),
    specials: [...specials],
  };
}

function valuesOf(item: string, field: string, rule: FieldRule): number[] {
  const { name, least, most, span, legal } = rule;
  const refuse = (problem: string): never => {
    throw new ScheduleError("expression", field, legal, `In the field ${name}, ${problem}`);
  };
  const match = /^(\*|([0-9]+|[A-Za-z]{3})(?:-([0-9]+|[A-Za-z]{3}))?)(?:\/([0-9]+))?$/.exec(item);
  if (!match) return refuse(`${shown(item)} cannot be read`);
  const [, base, from, to, step] = match;
  const low = from === undefined ? least : numberOf(from, rule);
  const high = to === undefined ? (from === undefined ? most : low) : numberOf(to, rule);
  if (Number.isNaN(low) || Number.isNaN(high))
    return refuse(`${shown(item)} has a name that is not known`);
  if (low < least || high > most || low > most || high < least)
    return refuse(`${shown(item)} is out of range`);
  if (low > high) return refuse(`the range ${shown(item)} runs backwards`);
  if (step !== undefined && base !== "*" && to === undefined)
    return refuse(`the step in ${shown(item)} needs a range or a star before it`);
  const by = Number(step ?? 1);
  if (by < 1 || by > span)
    return refuse(`the step in ${shown(item)} is out of range, which is 1 to ${span}`);
  const values: number[] = [];
  for (let value = low; value <= high; value += by) values.push(weekday(value, rule));
  return values;
}

function numberOf(text: string, { names, least }: FieldRule): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = names?.indexOf(text.toUpperCase()) ?? -1;
  return index === -1 ? Number.NaN : index + least;
}

const weekday = (value: number, { name }: FieldRule) =>
  name === "day of week" ? value % 7 : value;

/** `FRI#2` as `5#2`, `7L` as `0L`, `05w` as `5W`. */
function plainSpecial(item: string, rule: FieldRule): string {
  const [, day = "", rest] = /^([0-9]+|[A-Z]{3})?(.*)$/.exec(item.toUpperCase())!;
  return day === "" ? rest! : `${weekday(numberOf(day, rule), rule)}${rest}`;
}
