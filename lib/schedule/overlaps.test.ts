import { describe, it } from "vitest";
import { checkPreview, type ClockChange } from "./testing/check-preview.ts";

const twice = (clock: string, day: string, place: string, runs: string) =>
  `${clock} happens twice on ${day} in ${place}: runs ${runs}`;
const ONCE = "once, at the first";
const BOTH = "both times";

const OVERLAPS: Record<string, ClockChange> = {
  Warsaw: {
    zone: "Europe/Warsaw",
    from: "2026-10-24T12:00Z",
    expression: "30 2 * * *",
    runs: [
      ["2026-10-25T00:30:00Z", twice("02:30", "25 October 2026", "Warsaw", ONCE)],
      ["2026-10-26T01:30:00Z"],
    ],
  },
  "New York": {
    zone: "America/New_York",
    from: "2026-10-31T12:00Z",
    expression: "30 1 * * *",
    runs: [
      ["2026-11-01T05:30:00Z", twice("01:30", "1 November 2026", "New York", ONCE)],
      ["2026-11-02T06:30:00Z"],
    ],
  },
  "New York, with real-time spacing": {
    zone: "America/New_York",
    from: "2026-11-01T04:45Z",
    expression: "30 * * * *",
    runs: [
      ["2026-11-01T05:30:00Z", twice("01:30", "1 November 2026", "New York", BOTH)],
      ["2026-11-01T06:30:00Z", twice("01:30", "1 November 2026", "New York", BOTH)],
      ["2026-11-01T07:30:00Z"],
    ],
  },
  "Lord Howe, by half an hour": {
    zone: "Australia/Lord_Howe",
    from: "2026-04-04T00:00Z",
    expression: "15,45 1 * * *",
    runs: [
      ["2026-04-04T14:15:00Z"],
      ["2026-04-04T14:45:00Z", twice("01:45", "5 April 2026", "Lord Howe", ONCE)],
      ["2026-04-05T14:45:00Z"],
    ],
  },
  "Santiago, up to midnight": {
    zone: "America/Santiago",
    from: "2026-04-04T12:00Z",
    expression: "30 23 * * *",
    runs: [
      ["2026-04-05T02:30:00Z", twice("23:30", "4 April 2026", "Santiago", ONCE)],
      ["2026-04-06T03:30:00Z"],
    ],
  },
  "Havana, up to one": {
    zone: "America/Havana",
    from: "2026-10-31T12:00Z",
    expression: "0 0 * * *",
    runs: [
      ["2026-11-01T04:00:00Z", twice("00:00", "1 November 2026", "Havana", ONCE)],
      ["2026-11-02T05:00:00Z"],
    ],
  },
  "Casey, by three hours": {
    zone: "Antarctica/Casey",
    from: "2020-03-07T12:00Z",
    expression: "0 */2 * * *",
    runs: [
      ["2020-03-07T13:00:00Z", twice("00:00", "8 March 2020", "Casey", BOTH)],
      ["2020-03-07T15:00:00Z", twice("02:00", "8 March 2020", "Casey", BOTH)],
      ["2020-03-07T16:00:00Z", twice("00:00", "8 March 2020", "Casey", BOTH)],
      ["2020-03-07T18:00:00Z", twice("02:00", "8 March 2020", "Casey", BOTH)],
      ["2020-03-07T20:00:00Z"],
    ],
  },
};

const NONE: Record<string, ClockChange> = {
  "São Paulo": {
    zone: "America/Sao_Paulo",
    from: "2026-10-17T12:00Z",
    expression: "30 0 * * *",
    runs: [["2026-10-18T03:30:00Z"], ["2026-10-19T03:30:00Z"]],
  },
  Kolkata: {
    zone: "Asia/Kolkata",
    from: "2026-10-17T12:00Z",
    expression: "30 2 * * *",
    runs: [["2026-10-17T21:00:00Z"], ["2026-10-18T21:00:00Z"]],
  },
};

describe("an overlap: the preview says what the scheduler does", () => {
  it.each(Object.entries(OVERLAPS))("%s", (_, change) => checkPreview(change));
});

describe("no clock change: the preview says nothing", () => {
  it.each(Object.entries(NONE))("%s", (_, change) => checkPreview(change));
});
