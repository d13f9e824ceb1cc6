import { JOB_TYPE } from "../planted.ts";
import { badQueries, badValues, type Row, rowsOf } from "./row.ts";

const job = { job: JOB_TYPE, args: {} };

/** Cron expressions that are none, never fire, or are meant to take long. */
const NO_CRONS = [
  "",
  " ",
  "*",
  "* * * *",
  "* * * * * * * *",
  "60 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "* * 32 * *",
  "* * * 13 *",
  "* * * * 8",
  "*/0 * * * *",
  "*/-1 * * * *",
  "*/1e3 * * * *",
  "-1 * * * *",
  "1-2-3 * * * *",
  "1,,2 * * * *",
  ", * * * *",
  "1- * * * *",
  "1/2/3 * * * *",
  "0x10 * * * *",
  "1.5 * * * *",
  "a b c d e",
  "NaN * * * *",
  "\uff10 \uff10 * * *",
  "@reboot",
  "@every 1s",
  "0 0 30 2 *",
  "0 0 31 4,6,9,11 *",
  "0 0 31 2 *",
  "0 0 * * MONDAY-",
  "0 0 * * 1#6",
  "0 0 L-99 * *",
  "(a+)+$ * * * *",
  "* * * * * ; rm -rf /",
  "0 9 * * *\r\nx",
  "0 9 * * *\0",
  "__proto__",
  "0 9 * * * <script>",
  `${"1,".repeat(127)}1 *`,
  "*".repeat(257),
  "9".repeat(250),
  5,
  null,
  ["0 9 * * *"],
];

const NO_ZONES = [
  "Mars/Phobos",
  "../../etc/localtime",
  "UTC+1",
  "+01:00",
  "GMT+25",
  "__proto__",
  "constructor",
  "Europe/Berlin\0",
  "Europe/Berlin; x",
  "",
  "x".repeat(65),
  7,
];

export const crons: Row[] = [
  ...badValues({ to: "previewSchedule", field: "cron" }, NO_CRONS),
  ...badValues({ to: "createSchedule", field: "cron", base: job }, [
    "0 0 30 2 *",
    "*/0 * * * *",
    "0 0 31 2,4,6,9,11 *",
  ]),
  ...badValues({ to: "previewSchedule", field: "timeZone", base: { cron: "0 9 * * *" } }, NO_ZONES),
  ...badValues({ to: "createSchedule", field: "every", base: job }, [
    0,
    -1,
    0.5,
    1e18,
    "60000",
    null,
    [],
  ]),
  ...rowsOf({ to: "createSchedule", code: "invalid_fields" }, [
    ["two triggers", { body: { ...job, every: 60_000, cron: "0 9 * * *" }, field: "every" }],
    ["no trigger", { body: job, field: "every" }],
    [
      "a zone for an interval",
      { body: { ...job, every: 60_000, timeZone: "UTC" }, field: "timeZone" },
    ],
    [
      "an anchor that is none",
      { body: { ...job, every: 60_000, anchor: "noon" }, field: "anchor" },
    ],
    ["no runs at all", { body: { ...job, every: 60_000, limit: 0 }, field: "limit" }],
    [
      "a jitter below nothing",
      { body: { ...job, every: 60_000, jitterMs: -1 }, field: "jitterMs" },
    ],
    [
      "a jitter of two days",
      { body: { ...job, every: 60_000, jitterMs: 172_800_000 }, field: "jitterMs" },
    ],
    [
      "an overlap that is none",
      { body: { ...job, every: 60_000, overlap: "constructor" }, field: "overlap" },
    ],
    [
      "a rule of missed runs that is none",
      { body: { ...job, every: 60_000, missed: "__proto__" }, field: "missed" },
    ],
    [
      "an end before the start",
      {
        body: {
          ...job,
          every: 60_000,
          startAt: "2030-01-01T00:00:00Z",
          endAt: "2029-01-01T00:00:00Z",
        },
        field: "endAt",
      },
    ],
    ["parents of many", { body: { ...job, every: 60_000, parents: [] }, field: "parents" }],
  ]),
];

const NO_INSTANTS = [
  "",
  "tomorrow",
  "now",
  "2026-12-24",
  "2026-12-24T18:00:00",
  "2026-13-01T00:00:00Z",
  "2026-02-30T00:00:00Z",
  "2026-12-24T25:00:00Z",
  "2026-12-24T23:59:60Z",
  "2026-12-24T18:00:00+99:99",
  "2026-12-24 18:00:00Z",
  "+012026-12-24T18:00:00Z",
  "-000001-01-01T00:00:00Z",
  "12026-12-24T18:00:00Z",
  "1969-12-31T23:59:59Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "Thu, 24 Dec 2026 18:00:00 GMT",
  "2026-12-24T18:00:00Z'--",
  "2026-12-24T18:00:00Z\0",
  "\u0662\u0660\u0662\u0666-12-24T18:00:00Z",
  `2026-12-24T18:00:00.${"0".repeat(10_000)}`,
  0,
  1_798_135_200_000,
  null,
  {},
  ["2026-12-24T18:00:00Z"],
];

export const instants: Row[] = [
  ...badValues({ to: "createJob", field: "runAt", base: job }, NO_INSTANTS),
  ...badValues({ to: "rescheduleJob", field: "runAt" }, ["noon", "9999-12-31T23:59:59Z", 0]),
  ...badValues({ to: "createSchedule", field: "startAt", base: { ...job, every: 60_000 } }, [
    "noon",
    "2026-02-30T00:00:00Z",
    0,
  ]),
  ...badValues({ to: "pauseQueue", field: "until" }, ["noon", "2001-01-01T00:00:00Z", 0]),
  ...badValues({ to: "pauseSchedule", field: "until" }, ["noon", "2001-01-01T00:00:00Z", 0]),
  ...badValues({ to: "skipNext", field: "plannedAt" }, ["noon", "2001-01-01T00:00:00Z", 0]),
  ...badValues({ to: "unskip", field: "plannedAt" }, ["noon", 0]),
  ...badValues({ to: "previewSchedule", field: "from", base: { every: 60_000 } }, ["noon", 0]),
  ...badValues({ to: "previewSchedule", field: "count", base: { every: 60_000 } }, [0, 101, 1e9]),
  ...rowsOf({ to: "createJob", code: "invalid_fields" }, [
    [
      "a time and a delay",
      { body: { ...job, runAt: "2026-12-24T18:00:00Z", delayMs: 1 }, field: "delayMs" },
    ],
    ["no time to move to", { to: "rescheduleJob", body: {}, field: "runAt" }],
    [
      "a backfill that ends before it begins",
      {
        to: "backfillSchedule",
        body: { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" },
        field: "to",
      },
    ],
    [
      "a backfill of all time",
      {
        to: "backfillSchedule",
        body: { from: "1970-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" },
        field: "to",
      },
    ],
    [
      "a backfill of what is to come",
      {
        to: "backfillSchedule",
        body: { from: "2026-01-01T00:00:00Z", to: "2090-01-01T00:00:00Z" },
        field: "to",
      },
    ],
  ]),
  ...badQueries("listJobs", "from", ["noon", "2026-02-30T00:00:00Z", "0"]),
  ...badQueries("getForecast", "from", ["noon", "2026-02-30", "0000-13-01"], "to=2026-12-24&"),
];
