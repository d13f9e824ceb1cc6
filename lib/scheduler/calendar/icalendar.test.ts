import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { type Calendar, type CalendarEvent, calendarText } from "./icalendar.ts";

const event: CalendarEvent = {
  uid: "nightly.1.1790000000000@jobs.example.org",
  sequence: 3,
  changedMs: Date.UTC(2026, 2, 1, 8),
  at: Date.UTC(2026, 2, 29, 1, 30),
  summary: "nightly",
  description: "report in the queue reports",
  url: "https://jobs.example.org/schedules/nightly",
  categories: ["reports"],
};
const calendar: Calendar = {
  name: "Coming runs",
  description: "What will run.",
  timeZone: "Europe/Berlin",
  refreshEvery: "PT1H",
  events: [event],
};
const read = (text: string) => new ICAL.Component(ICAL.parse(text) as never);
/** The parser takes what it does not know by name as it stands. */
const unescaped = (text: unknown) =>
  String(text).replaceAll(/\\(.)/g, (_, character) => (character === "n" ? "\n" : character));
const HOSTILE = [
  "commas, semicolons; and \\ backslashes \\n",
  "a line\nand another\r\nEND:VCALENDAR\rBEGIN:VEVENT",
  'quotes "and": colons',
  "🔔".repeat(60),
  `${"a".repeat(60)}🔔é漢字${"ü".repeat(80)}`,
  "👩‍👩‍👧‍👦 family, Zażółć gęślą jaźń; שלום",
];

describe("a calendar as text", () => {
  it("is lines of at most 75 octets that end with CR LF", () => {
    const text = calendarText({ ...calendar, name: HOSTILE.join(" ") });
    const lines = text.split("\r\n");
    expect(lines.at(-1)).toBe("");
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n\uFFFD]/);
    }
  });

  it.each(HOSTILE)("holds %j as a name, a title and a text, whole and as nothing else", (said) => {
    const found = read(
      calendarText({
        ...calendar,
        name: said,
        description: said,
        events: [{ ...event, summary: said, description: said, categories: [said] }],
      }),
    );
    const meant = said.replaceAll(/\r\n?/g, "\n");
    for (const name of ["name", "x-wr-calname", "x-wr-caldesc"])
      expect(unescaped(found.getFirstPropertyValue(name))).toBe(meant);
    expect(found.getFirstPropertyValue("description")).toBe(meant);
    expect(found.getAllSubcomponents()).toHaveLength(1);
    const [only] = found.getAllSubcomponents("vevent");
    expect(only!.getFirstPropertyValue("summary")).toBe(meant);
    expect(only!.getFirstPropertyValue("description")).toBe(meant);
    expect(only!.getFirstProperty("categories")!.getValues()).toEqual([meant]);
  });

  it("leaves out what no text may hold", () => {
    const text = calendarText({ ...calendar, name: "a\u0000b\u0007c\u007fd\te" });
    expect(read(text).getFirstPropertyValue("x-wr-calname")).toBe("abcd\te");
  });

  it("tells an instant in UTC, with what changed it last", () => {
    const lines = calendarText(calendar).split("\r\n");
    expect(lines).toContain("DTSTART:20260329T013000Z");
    expect(lines).toContain("DTSTAMP:20260301T080000Z");
    expect(lines).toContain("SEQUENCE:3");
    expect(lines).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    expect(lines.some((line) => line.startsWith("DTEND"))).toBe(false);
  });

  it("tells a day from its beginning to that of the next", () => {
    const text = calendarText({ ...calendar, events: [{ ...event, at: "2026-12-31" }] });
    expect(text).toContain("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
  });
});
