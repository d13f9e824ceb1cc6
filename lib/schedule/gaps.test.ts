import { describe, it } from "vitest";
import { checkPreview, type ClockChange } from "./testing/check-preview.ts";

const GAPS: Record<string, ClockChange> = {
  Warsaw: {
    zone: "Europe/Warsaw",
    from: "2026-03-28T00:00Z",
    expression: "30 2 * * *",
    runs: [
      ["2026-03-28T01:30:00Z"],
      ["2026-03-29T01:00:00Z", "02:30 does not exist on 29 March 2026 in Warsaw: runs at 03:00"],
      ["2026-03-30T00:30:00Z"],
    ],
  },
  "New York": {
    zone: "America/New_York",
    from: "2026-03-07T00:00Z",
    expression: "15 2 * * *",
    runs: [
      ["2026-03-07T07:15:00Z"],
      ["2026-03-08T07:00:00Z", "02:15 does not exist on 8 March 2026 in New York: runs at 03:00"],
      ["2026-03-09T06:15:00Z"],
    ],
  },
  "Lord Howe, by half an hour": {
    zone: "Australia/Lord_Howe",
    from: "2026-10-02T16:00Z",
    expression: "15 2 * * *",
    runs: [
      [
        "2026-10-03T15:30:00Z",
        "02:15 does not exist on 4 October 2026 in Lord Howe: runs at 02:30",
      ],
      ["2026-10-04T15:15:00Z"],
    ],
  },
  "Santiago, at midnight": {
    zone: "America/Santiago",
    from: "2026-09-05T12:00Z",
    expression: "30 0 * * *",
    runs: [
      [
        "2026-09-06T04:00:00Z",
        "00:30 does not exist on 6 September 2026 in Santiago: runs at 01:00",
      ],
      ["2026-09-07T03:30:00Z"],
    ],
  },
  "Beirut, at midnight": {
    zone: "Asia/Beirut",
    from: "2026-03-28T12:00Z",
    expression: "0 0 * * *",
    runs: [
      ["2026-03-28T22:00:00Z", "00:00 does not exist on 29 March 2026 in Beirut: runs at 01:00"],
      ["2026-03-29T21:00:00Z"],
    ],
  },
  "Casablanca, after Ramadan": {
    zone: "Africa/Casablanca",
    from: "2024-04-13T12:00Z",
    expression: "30 2 * * *",
    runs: [
      [
        "2024-04-14T02:00:00Z",
        "02:30 does not exist on 14 April 2024 in Casablanca: runs at 03:00",
      ],
      ["2024-04-15T01:30:00Z"],
    ],
  },
  "Nuuk, up to midnight": {
    zone: "America/Nuuk",
    from: "2026-03-28T12:00Z",
    expression: "30 23 * * *",
    runs: [
      [
        "2026-03-29T01:00:00Z",
        "23:30 does not exist on 28 March 2026 in Nuuk: runs at 00:00 on 29 March 2026",
      ],
      ["2026-03-30T00:30:00Z"],
    ],
  },
  "Scoresbysund, up to midnight": {
    zone: "America/Scoresbysund",
    from: "2026-03-28T12:00Z",
    expression: "0,59 23 * * *",
    runs: [
      [
        "2026-03-29T01:00:00Z",
        "23:00 does not exist on 28 March 2026 in Scoresbysund: runs at 00:00 on 29 March 2026",
      ],
      ["2026-03-30T00:00:00Z"],
      ["2026-03-30T00:59:00Z"],
    ],
  },
  "Troll, by two hours": {
    zone: "Antarctica/Troll",
    from: "2026-03-28T12:00Z",
    expression: "30 1 * * *",
    runs: [
      ["2026-03-29T01:00:00Z", "01:30 does not exist on 29 March 2026 in Troll: runs at 03:00"],
      ["2026-03-29T23:30:00Z"],
    ],
  },
  "Casey, by three hours at a minute past": {
    zone: "Antarctica/Casey",
    from: "2020-10-03T12:00Z",
    expression: "30 2 * * *",
    runs: [
      ["2020-10-03T16:01:00Z", "02:30 does not exist on 4 October 2020 in Casey: runs at 03:01"],
      ["2020-10-04T15:30:00Z"],
    ],
  },
  "St. John's, at a minute past midnight": {
    zone: "America/St_Johns",
    from: "2011-03-12T12:00Z",
    expression: "30 0 * * *",
    runs: [
      ["2011-03-13T03:31:00Z", "00:30 does not exist on 13 March 2011 in St Johns: runs at 01:01"],
      ["2011-03-14T03:00:00Z"],
    ],
  },
  Chatham: {
    zone: "Pacific/Chatham",
    from: "2026-09-26T00:00Z",
    expression: "0 3 * * *",
    runs: [
      [
        "2026-09-26T14:00:00Z",
        "03:00 does not exist on 27 September 2026 in Chatham: runs at 03:45",
      ],
      ["2026-09-27T13:15:00Z"],
    ],
  },
  Havana: {
    zone: "America/Havana",
    from: "2026-03-07T12:00Z",
    expression: "30 0 * * *",
    runs: [
      ["2026-03-08T05:00:00Z", "00:30 does not exist on 8 March 2026 in Havana: runs at 01:00"],
      ["2026-03-09T04:30:00Z"],
    ],
  },
  Gaza: {
    zone: "Asia/Gaza",
    from: "2024-04-19T12:00Z",
    expression: "15 2 * * *",
    runs: [
      ["2024-04-20T00:00:00Z", "02:15 does not exist on 20 April 2024 in Gaza: runs at 03:00"],
      ["2024-04-20T23:15:00Z"],
    ],
  },
  "Apia, by a day that never was": {
    zone: "Pacific/Apia",
    from: "2011-12-29T00:00Z",
    expression: "0 12 * * *",
    runs: [
      ["2011-12-29T22:00:00Z"],
      ["2011-12-30T22:00:00Z", "12:00 does not exist on 30 December 2011 in Apia: no run"],
    ],
  },
  "Warsaw, with real-time spacing": {
    zone: "Europe/Warsaw",
    from: "2026-03-28T23:30Z",
    expression: "0 * * * *",
    runs: [
      ["2026-03-29T00:00:00Z"],
      ["2026-03-29T01:00:00Z", "02:00 does not exist on 29 March 2026 in Warsaw: no run"],
      ["2026-03-29T02:00:00Z"],
    ],
  },
  "Warsaw, in steps": {
    zone: "Europe/Warsaw",
    from: "2026-03-29T00:40Z",
    expression: "*/15 2-3 * * *",
    runs: [
      [
        "2026-03-29T01:00:00Z",
        "02:00 and 3 more times do not exist on 29 March 2026 in Warsaw: no runs",
      ],
      ["2026-03-29T01:15:00Z"],
    ],
  },
};

describe("a gap: the preview says what the scheduler does", () => {
  it.each(Object.entries(GAPS))("%s", (_, change) => checkPreview(change));
});
