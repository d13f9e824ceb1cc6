import { badQueries, named, type Row, rowsOf } from "./row.ts";

const place = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Filters and pages. */
export const filters: Row[] = [
  ...badQueries("listJobs", "limit", [
    "0",
    "-1",
    "201",
    "1e9",
    "abc",
    "",
    "1.5",
    "NaN",
    "Infinity",
    "50; DROP",
    "99999999999999999999",
    "\uff15",
    "[5]",
  ]),
  ...badQueries("listJobs", "cursor", [
    "x",
    "../../x",
    "0".repeat(400),
    "0".repeat(401),
    place([]),
    place({}),
    place(null),
    place(["ready", "1", "x", 0]),
    place(["ready", 1e21, "x", 0]),
    place(["ready", 1, {}, 0]),
    place(["__proto__", 0, "x", 0]),
    place(["no such stage", 0, "x", 0]),
  ]),
  ...badQueries("listJobs", "state", ["READY", "constructor", "ready,failed", "", "__proto__"]),
  ...badQueries("listJobs", "queue", ["../x", "", "*", "A", "a".repeat(65)]),
  ...badQueries("listJobs", "type", ["../x", "__proto__", "*"]),
  ...badQueries("listJobs", "schedule", ["../x", "__proto__", ""]),
  ...badQueries("listJobs", "tag", ["../x", "a b", ""]),
  ...badQueries("listJobs", "q", ["", "   ", "x".repeat(201)]),
  ...badQueries("listSchedules", "which", ["all", "", "__proto__", "LIVING"]),
  ...badQueries("listTokens", "all", ["yes", "1", "TRUE", ""]),
  ...badQueries("previewOperation", "action", ["drop", "", "constructor"]),
  ...badQueries("previewOperation", "state", ["succeeded"], "action=cancel&"),
  ...badQueries("getForecast", "by", ["week", ""], "from=2026-11-26&to=2026-11-27&"),
  ...badQueries("getForecast", "perSlot", ["0", "101", "x"], "from=2026-11-26&to=2026-11-27&"),
  ...badQueries(
    "getForecast",
    "timeZone",
    ["Mars/Phobos", "../x"],
    "from=2026-11-26&to=2026-11-27&",
  ),
  ...badQueries("getForecast", "to", ["2026-11-25", "2027-11-26", "x"], "from=2026-11-26&"),
  ...["__proto__", "constructor", "limit[]", "sort", "token", "$where"].map((field): Row => ({
    what: `a filter ${field}`,
    to: "listJobs",
    query: `${encodeURIComponent(field)}=1`,
    code: "invalid_fields",
    field,
  })),
  ...rowsOf({ to: "listJobs", code: "invalid_fields" }, [
    [
      "from after to",
      { query: "from=2026-12-24T00:00:00Z&to=2026-12-23T00:00:00Z", field: "from" },
    ],
    ["a limit twice, the second bad", { query: "limit=1&limit=5000", field: "limit" }],
  ]),
];

/** What is searched for is text, whatever it looks like. */
const TEXTS = [
  ".*",
  "^.",
  "(a+)+$",
  `${"a?".repeat(60)}${"a".repeat(60)}`,
  "[",
  "\\",
  "*",
  "?*?*?*?*",
  "%",
  "%%%",
  "'; DROP TABLE jobs; --",
  '" OR ""="',
  "<script>alert(1)</script>",
  "${7*7}",
  "{{constructor}}",
  "__proto__",
  "\0",
  "\r\nx: y",
  "\u202e\u200f",
  "e\u0301",
  "\u{1f4a3}",
  "mail~",
  "{x}:users",
  "\u0130\u0131\u1e9e",
];

export const searches: Row[] = TEXTS.flatMap((text) => [
  {
    what: `a search for ${named(text)}`,
    to: "listJobs",
    query: `q=${encodeURIComponent(text)}`,
    code: null,
  } satisfies Row,
]);
