const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** What one field of a cron expression may hold. */
export interface FieldRule {
  name: string;
  least: number;
  most: number;
  /** How many different values there are: 7 is Sunday again. The longest step. */
  span: number;
  names?: string[];
  /** What else stands for one item. */
  special?: RegExp;
  /** Whether a question mark stands for any. */
  isDay?: boolean;
  legal: string;
}

const SIXTIETHS = {
  least: 0,
  most: 59,
  span: 60,
  legal: "0 to 59, lists, ranges like 10-20 and steps like */5",
};

/** The seven fields, in the order of an expression that has them all. */
export const FIELDS: FieldRule[] = [
  { name: "second", ...SIXTIETHS },
  { name: "minute", ...SIXTIETHS },
  {
    name: "hour",
    least: 0,
    most: 23,
    span: 24,
    legal: "0 to 23, lists, ranges like 9-17 and steps like */2",
  },
  {
    name: "day of month",
    least: 1,
    most: 31,
    span: 31,
    special: /^(L|LW|(0?[1-9]|[12]\d|3[01])W)$/i,
    isDay: true,
    legal: "1 to 31, L, LW, 15W, lists, ranges and steps",
  },
  {
    name: "month",
    least: 1,
    most: 12,
    span: 12,
    names: MONTHS,
    legal: "1 to 12 or JAN to DEC, lists, ranges and steps",
  },
  {
    name: "day of week",
    least: 0,
    most: 7,
    span: 7,
    names: DAYS,
    special: /^(0?[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]|#L)$/i,
    isDay: true,
    legal:
      "0 to 7 or SUN to SAT (0 and 7 are Sunday), 5L, 1#2, 1#L, lists, ranges like MON-FRI, steps, and a + in front when both day fields must match",
  },
  {
    name: "year",
    least: 1970,
    most: 2999,
    span: 1030,
    legal: "1970 to 2999, lists, ranges and steps",
  },
];
