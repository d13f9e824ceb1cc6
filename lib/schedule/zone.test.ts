import { describe, expect, it } from "vitest";
import { refusalOf } from "./testing/refusal.ts";
import { SlowClock } from "./testing/slow-clock.ts";
import { isTimeZone, Zone, zoneOf } from "./zone.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const changesIn = (name: string, from: string, to: string) => {
  const zone = zoneOf(name);
  const changes: string[] = [];
  let at: number | null = Date.parse(from);
  while ((at = zone.transitionIn(at, Date.parse(to))) !== null)
    changes.push(new Date(at).toISOString().slice(0, 16));
  return changes;
};

describe("the changes of a clock", () => {
  it.each([
    [
      "off the quarter of an hour",
      "Antarctica/Casey",
      "2020",
      ["2020-03-07T16:00", "2020-10-03T16:01"],
    ],
    [
      "a minute past midnight",
      "America/St_Johns",
      "2010",
      ["2010-03-14T03:31", "2010-11-07T02:31"],
    ],
    ["off the minute", "Africa/Monrovia", "1972", ["1972-01-07T00:44"]],
    [
      "a week apart",
      "America/Recife",
      "2000",
      ["2000-02-27T02:00", "2000-10-08T03:00", "2000-10-15T02:00"],
    ],
    [
      "four in a year",
      "Africa/Cairo",
      "2014",
      ["2014-05-15T22:00", "2014-06-26T21:00", "2014-07-31T22:00", "2014-09-25T21:00"],
    ],
    [
      "a whole day",
      "Pacific/Apia",
      "2011",
      ["2011-04-02T14:00", "2011-09-24T14:00", "2011-12-30T10:00"],
    ],
    ["none", "Asia/Kolkata", "2026", []],
    ["none ever", "UTC", "2026", []],
  ])("are all found: %s", (_, name, year, changes) => {
    expect(changesIn(name, `${year}-01-01T00:00Z`, `${Number(year) + 1}-01-01T00:00Z`)).toEqual(
      changes,
    );
  });

  it("belong to the stretch that they begin", () => {
    const zone = zoneOf("Antarctica/Casey");
    const at = Date.parse("2020-10-03T16:01:00Z");
    expect(zone.offsetAt(at - 1)).toBe(8 * HOUR_MS);
    expect(zone.offsetAt(at)).toBe(11 * HOUR_MS);
    expect(zone.transitionIn(at - 1, at)).toBe(at);
    expect(zone.transitionIn(at, at + DAY_MS)).toBeNull();
    expect(zone.transitionIn(at - DAY_MS, at - 1)).toBeNull();
  });

  it.each([
    ["Africa/El_Aaiun", 1970, 2040],
    ["America/Argentina/Tucuman", 1970, 2040],
    ["America/Boa_Vista", 1970, 2040],
    ["America/Noronha", 1970, 2040],
    ["America/Recife", 1970, 2040],
    ["America/St_Johns", 1970, 2040],
    ["Antarctica/Casey", 1970, 2040],
    ["Asia/Gaza", 1970, 2040],
    ["Asia/Hebron", 1970, 2040],
    ["Pacific/Kwajalein", 1970, 2040],
    // The change of March 2059 comes hours after the border between two years as they are remembered.
    ["America/New_York", 2057, 2060],
    ["Europe/Warsaw", 2499, 2501],
  ])("are those that a look at every noon finds: %s, %i to %i", (name, from, to) => {
    const zone = zoneOf(name);
    let before = Date.UTC(from, 0, 1, 12);
    for (const { at, after } of new SlowClock(name, from, to).changes) {
      expect(zone.transitionIn(before, at - 1)).toBeNull();
      expect(zone.transitionIn(before, at)).toBe(at);
      expect(zone.transitionIn(at - 1, at + 90 * DAY_MS)).toBe(at);
      expect(zone.offsetAt(at)).toBe(after);
      before = at;
    }
  });
});

describe("a wall time", () => {
  it("is shown once, twice or never", () => {
    const warsaw = zoneOf("Europe/Warsaw");
    const iso = (wall: string) =>
      warsaw.instantsOf(Date.parse(wall)).map((at) => new Date(at).toISOString().slice(11, 16));
    expect(iso("2026-06-01T12:00Z")).toEqual(["10:00"]);
    expect(iso("2026-10-25T02:30Z")).toEqual(["00:30", "01:30"]);
    expect(iso("2026-03-29T02:30Z")).toEqual([]);
  });
});

describe("a zone", () => {
  it("is one object a name, and known without regard to case", () => {
    expect(zoneOf("Europe/Warsaw")).toBe(zoneOf("Europe/Warsaw"));
    expect(isTimeZone("europe/warsaw")).toBe(true);
    expect(isTimeZone("Europe/Warsa")).toBe(false);
  });

  it("that is not known is refused, wherever it is asked for", () => {
    expect(refusalOf(() => zoneOf("Mars/Base"))).toMatchObject({
      field: "timeZone",
      value: "Mars/Base",
    });
  });

  it("forgets rather than grow without end, and answers the same", () => {
    const zone = new Zone("Europe/Warsaw");
    const years = Array.from({ length: 600 }, (_, year) => Date.UTC(1970 + year, 6, 1));
    const offsets = years.map((at) => zone.offsetAt(at));
    expect(years.map((at) => zone.offsetAt(at))).toEqual(offsets);
  });
});
