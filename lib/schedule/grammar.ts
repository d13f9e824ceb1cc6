import { ScheduleError, shown } from "./error.ts";

const MOST_CHARS = 256;
const MACROS: Record<string, string> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface FieldRule {
  name: string;
  least: number;
  most: number;
  names?: string[];
  /** What else stands for one item. */
  special?: RegExp;
  legal: string;
}

const FIELDS: FieldRule[] = [
  {
    name: "second",
    least: 0,
    most: 59,
    legal: "0 to 59, lists, ranges like 10-20 and steps like */5",
  },
  {
    name: "minute",
    least: 0,
    most: 59,
    legal: "0 to 59, lists, ranges like 10-20 and steps like */5",
  },
  {
    name: "hour",
    least: 0,
    most: 23,
    legal: "0 to 23, lists, ranges like 9-17 and steps like */2",
  },
  {
    name: "day of month",
    least: 1,
    most: 31,
    special: /^(L|LW|([1-9]|[12]\d|3[01])W)$/i,
    legal: "1 to 31, L, LW, 15W, lists, ranges and steps",
  },
  {
    name: "month",
    least: 1,
    most: 12,
    names: MONTHS,
    legal: "1 to 12 or JAN to DEC, lists, ranges and steps",
  },
  {
    name: "day of week",
    least: 0,
    most: 7,
    names: DAYS,
    special: /^([0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]|#L)$/i,
    legal:
      "0 to 7 or SUN to SAT (0 and 7 are Sunday), 5L, 1#2, lists, ranges like MON-FRI and steps",
  },
  { name: "year", least: 1970, most: 2999, legal: "1970 to 2999, lists, ranges and steps" },
];

/** A cron expression, judged and brought to seven fields that croner reads as we mean them. */
export interface CronText {
  /** For croner: seconds first, year last. */
  pattern: string;
  /** Which values the three fields of the time of day allow, ascending. */
  seconds: number[];
  minutes: number[];
  hours: number[];
  /** No star, question mark or slash in seconds, minutes and hours: Vixie's rule for clock changes applies. */
  isFixedTime: boolean;
}

/**
 * Judges an expression by our own grammar before anything else reads it.
 * @throws ScheduleError that names the field, the value and what is legal
 */
export function parseCron(expression: string): CronText {
  if (expression.length > MOST_CHARS)
    throw new ScheduleError(
      "expression",
      expression,
      `at most ${MOST_CHARS} characters`,
      "The cron expression is too long",
    );
  if (!/^[\t\x20-\x7e]*$/.test(expression))
    throw new ScheduleError("expression", expression, "printable ASCII characters");
  const text = expression.trim();
  if (text.startsWith("@") && !(text in MACROS)) {
    throw new ScheduleError(
      "expression",
      text,
      `${Object.keys(MACROS).join(", ")} or five to seven fields`,
      `${shown(text)} is no macro that is known`,
    );
  }
  const fields = (MACROS[text] ?? text).split(/[\t ]+/);
  if (fields.length < 5 || fields.length > 7 || text === "") {
    const count = text === "" ? 0 : fields.length;
    throw new ScheduleError(
      "expression",
      expression,
      "five fields (minute hour day month weekday), six with seconds first, or seven with the year last",
      `A cron expression with ${count} ${count === 1 ? "field" : "fields"} cannot be read`,
    );
  }
  const seven =
    fields.length === 5 ? ["0", ...fields, "*"] : fields.length === 6 ? [...fields, "*"] : fields;
  seven.forEach((field, index) => checkField(field, FIELDS[index]!));
  const [second, minute, hour] = seven as [string, string, string];
  return {
    pattern: seven.map((field, index) => forCroner(field, FIELDS[index]!)).join(" "),
    seconds: valuesOf(second, FIELDS[0]!),
    minutes: valuesOf(minute, FIELDS[1]!),
    hours: valuesOf(hour, FIELDS[2]!),
    isFixedTime: ![second, minute, hour].some((field) => /[*?/]/.test(field)),
  };
}

function checkField(field: string, rule: FieldRule): void {
  const isDay = rule.name.startsWith("day");
  if (field === "?" && isDay) return;
  const body = rule.name === "day of week" && field.startsWith("+") ? field.slice(1) : field;
  for (const item of body.split(",")) {
    if (rule.special?.test(item)) continue;
    checkItem(item, field, rule);
  }
}

function checkItem(item: string, field: string, rule: FieldRule): void {
  const refuse = (problem: string) => {
    throw new ScheduleError(
      "expression",
      field,
      rule.legal,
      `In the field ${rule.name}, ${problem}`,
    );
  };
  const match = /^(\*|([0-9]+|[A-Za-z]{3})(?:-([0-9]+|[A-Za-z]{3}))?)(?:\/([0-9]+))?$/.exec(item);
  if (!match) return refuse(`${shown(item)} cannot be read`);
  const [, base, from, to, step] = match;
  const low = from === undefined ? rule.least : numberOf(from, rule);
  const high = to === undefined ? (from === undefined ? rule.most : low) : numberOf(to, rule);
  if (Number.isNaN(low) || Number.isNaN(high))
    return refuse(`${shown(item)} has a name that is not known`);
  if (low < rule.least || high > rule.most) return refuse(`${shown(item)} is out of range`);
  if (low > high) return refuse(`the range ${shown(item)} runs backwards`);
  if (step === undefined) return;
  if (base !== "*" && to === undefined)
    return refuse(`the step in ${shown(item)} needs a range or a star before it`);
  if (Number(step) < 1 || Number(step) > rule.most - rule.least + 1)
    refuse(`the step in ${shown(item)} is out of range`);
}

function numberOf(text: string, { names, least }: FieldRule): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = names?.indexOf(text.toUpperCase()) ?? -1;
  return index === -1 ? Number.NaN : index + least;
}

/** croner reads a question mark as the time of its start; here it is any day. */
function forCroner(field: string, { name }: FieldRule): string {
  if (field === "?") return "*";
  return name === "day of week" || name === "month"
    ? field.toUpperCase()
    : field.toUpperCase().replace(/^\+/, "+");
}

function valuesOf(field: string, rule: FieldRule): number[] {
  const values = new Set<number>();
  for (const item of field.split(",")) {
    const [range = "*", step = "1"] = item.split("/");
    const [from, to] = range === "*" ? [rule.least, rule.most] : range.split("-").map(Number);
    for (let value = from!; value <= (to ?? from!); value += Number(step)) values.add(value);
  }
  return [...values].toSorted((a, b) => a - b);
}
