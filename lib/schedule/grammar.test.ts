import { describe, expect, it } from "vitest";
import { parseCron } from "./grammar.ts";
import { refusalOf } from "./testing/refusal.ts";
import { validateTiming } from "./validate.ts";

const NOW_MS = Date.UTC(2026, 10, 24);
const check = (expression: string) =>
  validateTiming({ trigger: { kind: "cron", expression, timeZone: "UTC" } }, NOW_MS);

describe("what is accepted", () => {
  it.each([
    ["five fields", "* * * * *"],
    ["six, with seconds first", "*/5 * * * * *"],
    ["seven, with the year last", "0 0 0 1 1 * 2030"],
    ["a list", "0,15,30,45 0,12 1,15 1,7 1,3"],
    ["a range", "0 9 * * 1-5"],
    ["a range of one", "5-5 * * * *"],
    ["a step on a star", "*/5 * * * *"],
    ["a step on a range", "10-50/20 * * * *"],
    ["the longest steps", "*/60 */24 */31 */12 */7"],
    ["a step beyond its range", "10-20/59 * * * *"],
    ["zeros before a number", "00 09 01 02 05"],
    ["month and day names in any case", "0 9 * jan,Feb,MAR sun,Mon-FRI"],
    ["0 and 7 for Sunday", "0 0 * * 0,7"],
    ["a range that ends on the other Sunday", "0 0 * * 5-7"],
    ["question marks in the two day fields", "0 0 ? * ?"],
    ["the last day of the month", "0 0 L * *"],
    ["the last weekday of the month", "0 0 lw * *"],
    ["the weekday nearest a day", "0 0 15W * *"],
    ["lists of those", "0 0 1,L,LW,05w,15W,20-25 * *"],
    ["the last of a weekday", "0 0 * * 5L,FRIL,fri#l"],
    ["the first to the fifth of a weekday", "0 0 * * 1#1,2#2,3#3,THU#4,7#5"],
    ["weekdays and such in one list", "0 0 * * MON,5#L,2-4"],
    ["a plus: both day fields", "0 0 13 * +FRI"],
    ["a plus before any day", "0 0 13 * +*"],
    ["a star in a list", "0,* * * * *"],
    ["tabs between and blanks around", "\t 0\t0 \t * * 7 \t"],
    ["a macro between blanks", " @daily\t"],
    ["256 characters", `${" ".repeat(247)}* * * * *`],
    ["a year of several that is to come", "0 0 0 1 1 * 1999,2030"],
  ])("%s", (_, expression) => {
    expect(() => check(expression)).not.toThrow();
  });

  it.each([
    ["@yearly", "0 0 1 1 *"],
    ["@annually", "0 0 1 1 *"],
    ["@monthly", "0 0 1 * *"],
    ["@weekly", "0 0 * * 0"],
    ["@daily", "0 0 * * *"],
    ["@midnight", "0 0 * * *"],
    ["@hourly", "0 * * * *"],
  ])("%s is %s", (macro, expression) => {
    expect(parseCron(macro)).toEqual(parseCron(expression));
  });
});

const SIXTY = "0 to 59";
const HOURS = "0 to 23";
const DAYS = "1 to 31, L, LW, 15W";
const MONTHS = "1 to 12 or JAN to DEC";
const WEEKDAYS = "0 to 7 or SUN to SAT";
const MACROS = "@yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or five to seven";

describe("what is refused, naming the field, the value and what is legal", () => {
  it.each([
    ["a second out of range", "60 * * * * *", 'second, "60" is out of range', SIXTY],
    ["a minute out of range", "61 * * * *", 'minute, "61" is out of range', SIXTY],
    ["an hour out of range", "* 24 * * *", 'hour, "24" is out of range', HOURS],
    ["a day out of range", "* * 32 * *", 'day of month, "32" is out of range', DAYS],
    ["day 0", "* * 0 * *", 'day of month, "0" is out of range', DAYS],
    ["a month out of range", "* * * 13 *", 'month, "13" is out of range', MONTHS],
    ["a weekday out of range", "* * * * 8", 'day of week, "8" is out of range', WEEKDAYS],
    ["a year out of range", "0 0 0 1 1 * 3000", 'year, "3000" is out of range', "1970 to 2999"],
    ["a number without end", `${"9".repeat(200)} * * * *`, "is out of range", SIXTY],
    ["a range that wraps", "22-2 * * * *", 'minute, the range "22-2" runs backwards', SIXTY],
    ["hours that wrap", "0 22-2 * * *", 'hour, the range "22-2" runs backwards', HOURS],
    ["weekdays that wrap", "0 0 * * FRI-MON", '"FRI-MON" runs backwards', WEEKDAYS],
    ["a step without a range", "5/15 * * * *", '"5/15" needs a range or a star', SIXTY],
    ["a step without anything", "/5 * * * *", 'minute, "/5" cannot be read', SIXTY],
    ["a step without a number", "*/ * * * *", 'minute, "*/" cannot be read', SIXTY],
    ["a step of none", "*/0 * * * *", '"*/0" is out of range, which is 1 to 60', SIXTY],
    ["a step beyond the minutes", "*/61 * * * *", "which is 1 to 60", SIXTY],
    ["a step beyond the hours", "0 */25 * * *", "which is 1 to 24", HOURS],
    ["a step beyond the days", "0 0 */32 * *", "which is 1 to 31", DAYS],
    ["a step beyond the months", "0 0 1 */13 *", "which is 1 to 12", MONTHS],
    ["a step beyond the week", "0 0 * * */8", "which is 1 to 7", WEEKDAYS],
    ["two steps", "*/5/5 * * * *", '"*/5/5" cannot be read', SIXTY],
    ["days before the last", "0 0 L-2 * *", 'day of month, "L-2" cannot be read', DAYS],
    ["a last in days of a month", "0 0 5L * *", '"5L" cannot be read', DAYS],
    ["a bare L as day of week", "0 0 * * L", 'day of week, "L" cannot be read', WEEKDAYS],
    ["a range of nearest weekdays", "0 0 1-5W * *", '"1-5W" cannot be read', DAYS],
    ["a nearest weekday of none", "0 0 W * *", '"W" cannot be read', DAYS],
    ["the nearest weekday to day 32", "0 0 32W * *", '"32W" cannot be read', DAYS],
    ["a sixth weekday", "0 0 * * 1#6", '"1#6" cannot be read', WEEKDAYS],
    ["a range of nth weekdays", "0 0 * * 1-5#2", '"1-5#2" cannot be read', WEEKDAYS],
    ["an empty item", "1,,2 * * * *", 'minute, "" cannot be read', SIXTY],
    ["a comma at the end", "1, * * * *", 'minute, "" cannot be read', SIXTY],
    ["a sign", "+5 * * * *", 'minute, "+5" cannot be read', SIXTY],
    ["a minus", "-5 * * * *", 'minute, "-5" cannot be read', SIXTY],
    ["a second plus", "0 0 13 * ++FRI", '"+FRI" cannot be read', WEEKDAYS],
    ["a plus with nothing after it", "0 0 13 * +", 'day of week, "" cannot be read', WEEKDAYS],
    ["a fraction", "1.5 * * * *", 'minute, "1.5" cannot be read', SIXTY],
    ["an exponent", "1e1 * * * *", 'minute, "1e1" cannot be read', SIXTY],
    ["digits that are not ASCII", "٥ * * * *", '"٥ * * * *" is not usable', "printable ASCII"],
    ["a line break", "0 0\n* * *", "is not usable", "printable ASCII"],
    ["a question mark elsewhere", "? * * * *", 'minute, "?" cannot be read', SIXTY],
    ["a hash for a value", "H * * * *", 'minute, "H" cannot be read', SIXTY],
    ["a hash with a step", "H/5 * * * *", 'minute, "H/5" cannot be read', SIXTY],
    ["a month's name for a weekday", "0 0 * * JAN", '"JAN" has a name that is not', WEEKDAYS],
    ["a name where there are none", "MON * * * *", '"MON" has a name that is not', SIXTY],
    ["a name in full", "0 0 * * MONDAY", '"MONDAY" cannot be read', WEEKDAYS],
    ["@every", "@every 5m", '"@every 5m" is no macro', MACROS],
    ["@reboot", "@reboot", '"@reboot" is no macro', MACROS],
    ["a macro in capitals", "@DAILY", '"@DAILY" is no macro', MACROS],
    ["a zone in front", "TZ=UTC * * * * *", 'second, "TZ=UTC" cannot be read', SIXTY],
    ["too few fields", "* * *", '"* * *" has 3 fields', "five fields"],
    ["too many fields", "* * * * * * * *", "has 8 fields", "five fields"],
    ["nothing", "", '"" has 0 fields', "five fields"],
    ["blanks", " \t ", "has 0 fields", "five fields"],
    ["a date", "2026-01-01T00:00:00", "has 1 field and", "five fields"],
    ["a name that every object has", "constructor", "has 1 field and", "five fields"],
    ["more than 256 characters", "* ".repeat(200), "too long, with 400", "at most 256"],
    ["a day that never comes", "0 0 30 2 *", '"0 0 30 2 *" never fires', "ten years"],
    ["days that exclude each other", "0 0 31 * +1#1", "never fires", "ten years"],
    ["a year past", "0 0 0 1 1 * 1999", 'year, "1999" is past', "2026 to 2999"],
    ["years past", "0 0 0 1 1 * 1990-2025/5", '"1990-2025/5" is past', "2026 to 2999"],
    ["a year that is over but for days past", "0 0 0 1 1 * 2026", "never fires", "ten years"],
    ["a year too far ahead", "0 0 0 1 1 * 2040", "before 1 Jan 2040 at 00:00 UTC", "ten years"],
  ])("%s", (_, expression, problem, legal) => {
    const refusal = refusalOf(() => check(expression));
    expect(refusal.field).toBe("expression");
    expect(refusal.message).toContain(problem);
    expect(refusal.message).toContain(legal);
  });
});

describe("what counts as a fixed time", () => {
  it.each([
    ["0 9 * * *", true],
    ["0,30 9-17 * * *", true],
    ["0 0 9 */2 * ?", true],
    ["*/5 9 * * *", false],
    ["0-59/5 9 * * *", false],
    ["0 * * * *", false],
    ["0 9,* * * *", false],
    ["* 0 9 * * *", false],
    ["@daily", true],
    ["@hourly", false],
  ])("%j: %s", (expression, isFixedTime) => {
    expect(parseCron(expression).isFixedTime).toBe(isFixedTime);
  });
});
