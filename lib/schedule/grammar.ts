import { ScheduleError, shown } from "./error.ts";
import { FIELDS } from "./fields.ts";
import { type CronField, readField } from "./read-field.ts";

const MOST_CHARS = 256;
const MACROS = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

/** A cron expression, judged and read. */
export interface CronText {
  seconds: CronField;
  minutes: CronField;
  hours: CronField;
  dayOfMonth: CronField;
  months: CronField;
  dayOfWeek: CronField;
  years: CronField;
  /** A plus before the day of week: both day fields must match. Without it, of two that are restricted either may. */
  needsBothDays: boolean;
  /** No star, question mark or slash in seconds, minutes and hours: Vixie's rule for clock changes applies. */
  isFixedTime: boolean;
}

/**
 * Judges an expression by our own grammar before anything else reads it.
 * @throws ScheduleError that names the field, the value and what is legal
 */
export function parseCron(expression: string): CronText {
  const texts = sevenFields(expression);
  const needsBothDays = texts[5]!.startsWith("+");
  if (needsBothDays) texts[5] = texts[5]!.slice(1);
  const [seconds, minutes, hours, dayOfMonth, months, dayOfWeek, years] = texts.map((text, index) =>
    readField(text, FIELDS[index]!),
  ) as [CronField, CronField, CronField, CronField, CronField, CronField, CronField];
  return {
    seconds,
    minutes,
    hours,
    dayOfMonth,
    months,
    dayOfWeek,
    years,
    needsBothDays,
    isFixedTime: ![seconds, minutes, hours].some(({ text }) => /[*?/]/.test(text)),
  };
}

/** Seconds first, year last. */
function sevenFields(expression: string): string[] {
  const text = legalText(expression);
  const fields = text === "" ? [] : (MACROS.get(text) ?? text).split(/[\t ]+/);
  if (fields.length === 5) return ["0", ...fields, "*"];
  if (fields.length === 6) return [...fields, "*"];
  if (fields.length === 7) return fields;
  throw new ScheduleError(
    "expression",
    expression,
    "five fields (minute hour day month weekday), six with seconds first, or seven with the year last",
    `${shown(expression)} has ${fields.length} ${fields.length === 1 ? "field" : "fields"} and cannot be read`,
  );
}

function legalText(expression: string): string {
  if (expression.length > MOST_CHARS)
    throw new ScheduleError(
      "expression",
      expression,
      `at most ${MOST_CHARS} characters`,
      `${shown(expression)} is too long, with ${expression.length} characters`,
    );
  if (!/^[\t\x20-\x7e]*$/.test(expression))
    throw new ScheduleError("expression", expression, "printable ASCII characters");
  const text = expression.trim();
  if (text.startsWith("@") && !MACROS.has(text))
    throw new ScheduleError(
      "expression",
      text,
      `${[...MACROS.keys()].join(", ")} or five to seven fields`,
      `${shown(text)} is no macro that is known`,
    );
  return text;
}
