import * as fc from "fast-check";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MACROS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

interface Kind {
  least: number;
  most: number;
  span: number;
  names?: string[];
}

/** A value as a number, now and then with a zero before it, or as its name in whatever case. */
const value = (number: number, { least, names }: Kind) =>
  fc.constantFrom(
    `${number}`,
    `${number}`,
    `${number}`.padStart(2, "0"),
    ...[names?.[number - least] ?? []].flat().flatMap((name) => [name, name.toUpperCase()]),
  );

const number = ({ least, most }: Kind) => fc.integer({ min: least, max: most });

const single = (kind: Kind) => number(kind).chain((of) => value(of, kind));

const range = (kind: Kind) =>
  fc
    .tuple(number(kind), number(kind))
    .map((ends) => ends.toSorted((a, b) => a - b))
    .chain(([from, to]) => fc.tuple(value(from!, kind), value(to!, kind)))
    .map(([from, to]) => `${from}-${to}`);

const stepped = (kind: Kind) =>
  fc
    .tuple(fc.oneof(fc.constant("*"), range(kind)), fc.integer({ min: 1, max: kind.span }))
    .map(([of, step]) => `${of}/${step}`);

const list = (item: fc.Arbitrary<string>) =>
  fc.array(item, { minLength: 2, maxLength: 4 }).map((items) => items.join(","));

function field(
  kind: Kind,
  { star = 30, special }: { star?: number; special?: fc.Arbitrary<string> },
) {
  const item = fc.oneof(
    { arbitrary: single(kind), weight: 4 },
    { arbitrary: range(kind), weight: 2 },
    { arbitrary: stepped(kind), weight: 2 },
    ...(special ? [{ arbitrary: special, weight: 3 }] : []),
  );
  return fc.oneof(
    { arbitrary: fc.constant("*"), weight: star },
    { arbitrary: item, weight: 40 },
    { arbitrary: list(item), weight: 20 },
    { arbitrary: list(fc.oneof(item, fc.constant("*"))), weight: 2 },
  );
}

const SIXTIETH = { least: 0, most: 59, span: 60 };
const HOUR = { least: 0, most: 23, span: 24 };
const DAY = { least: 1, most: 31, span: 31 };
const MONTH = { least: 1, most: 12, span: 12, names: MONTHS };
const WEEKDAY = { least: 0, most: 7, span: 7, names: WEEKDAYS };
const YEAR = { least: 2015, most: 2040, span: 26 };

/** Mostly one, as a slow implementation has to look at each of the times that many make. */
const seconds = fc.oneof(
  { arbitrary: single(SIXTIETH), weight: 120 },
  { arbitrary: list(single(SIXTIETH)), weight: 30 },
  { arbitrary: fc.constantFrom("*/15", "*/30", "10-50/20"), weight: 20 },
  { arbitrary: fc.constantFrom("*", "*/7", "0-59"), weight: 1 },
);
const minutes = field(SIXTIETH, { star: 10 });
/** Where clocks change: the early hours and those about midnight. */
const hours = fc.oneof(
  { arbitrary: field(HOUR, { star: 20 }), weight: 1 },
  { arbitrary: field({ least: 0, most: 4, span: 5 }, { star: 0 }), weight: 1 },
  { arbitrary: fc.constantFrom("23", "22-23", "0,23", "0", "1", "2", "3"), weight: 1 },
);
const daysOfMonth = fc.oneof(
  {
    arbitrary: field(DAY, {
      star: 60,
      special: fc.oneof(
        fc.constantFrom("L", "l", "LW", "lw"),
        number(DAY).map((day) => `${day}W`),
      ),
    }),
    weight: 9,
  },
  { arbitrary: fc.constant("?"), weight: 1 },
);
const months = field(MONTH, { star: 90 });
const nthWeekday = fc
  .tuple(single(WEEKDAY), fc.constantFrom("L", "l", "#L", "#1", "#2", "#3", "#4", "#5"))
  .map(([day, nth]) => `${day}${nth}`);
const weekdays = fc.oneof(
  { arbitrary: field(WEEKDAY, { star: 60, special: nthWeekday }), weight: 8 },
  { arbitrary: fc.constant("?"), weight: 1 },
  { arbitrary: field(WEEKDAY, { star: 0, special: nthWeekday }).map((of) => `+${of}`), weight: 1 },
);
const years = fc.oneof(
  { arbitrary: fc.constant("*"), weight: 2 },
  { arbitrary: field(YEAR, { star: 10 }), weight: 2 },
);

const blank = fc.oneof(
  { arbitrary: fc.constant(" "), weight: 9 },
  { arbitrary: fc.constantFrom("\t", "  ", " \t "), weight: 1 },
);
const spaced = (...fields: fc.Arbitrary<string>[]) =>
  fc.tuple(blank, ...fields).map(([between, ...texts]) => texts.join(between));

/** Legal expressions, from the whole of the grammar. */
export const expressions: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: spaced(minutes, hours, daysOfMonth, months, weekdays), weight: 30 },
  { arbitrary: spaced(seconds, minutes, hours, daysOfMonth, months, weekdays), weight: 6 },
  { arbitrary: spaced(seconds, minutes, hours, daysOfMonth, months, weekdays, years), weight: 6 },
  {
    arbitrary: fc.tuple(blank, fc.constantFrom(...MACROS)).map(([before, of]) => before + of),
    weight: 1,
  },
);
