import { JOB_TYPE } from "../planted.ts";
import { badValues, named, type Row, rowsOf } from "./row.ts";

const job = { job: JOB_TYPE, args: {} };
const call = (args: object) => ({
  job: "http.request",
  args: { url: "https://example.org", ...args },
});

const NO_URLS = [
  "",
  "x",
  "//evil.example",
  "/etc/passwd",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/html,x",
  "gopher://127.0.0.1:6379/_FLUSHALL",
  "ftp://evil.example",
  "redis://127.0.0.1:6379",
  "http://",
  "https://exa mple.org",
  7,
  null,
];

/** Work, and what is done to much of it. */
export const work: Row[] = [
  ...NO_URLS.map((url): Row => ({
    what: `a call of ${named(url)}`,
    to: "createJob",
    body: call({ url }),
    code: "invalid_fields",
    field: "args.url",
  })),
  ...rowsOf({ to: "createJob", code: "invalid_fields" }, [
    ["a call by TRACE", { body: call({ method: "TRACE" }), field: "args.method" }],
    [
      "a call by two requests",
      { body: call({ method: "GET / HTTP/1.1\r\n" }), field: "args.method" },
    ],
    [
      "a header that ends",
      { body: call({ headers: { x: "a\r\ny: b" } }), field: "args.headers.x" },
    ],
    [
      "a name of a header that ends",
      { body: call({ headers: { "x\r\ny": "b" } }), field: "args.headers.x\r\ny" },
    ],
    ["a status that is none", { body: call({ expectStatus: [99] }), field: "args.expectStatus.0" }],
    ["a body that is no text", { body: call({ body: {} }), field: "args.body" }],
  ]),
  ...rowsOf({ to: "createBatch", code: "invalid_fields" }, [
    ["a batch of nothing", { body: { jobs: [] }, field: "jobs" }],
    ["a batch of an object", { body: { jobs: { 0: job, length: 1 } }, field: "jobs" }],
    [
      "a batch of 10,001",
      { body: { jobs: Array.from({ length: 10_001 }, () => job) }, field: "jobs" },
    ],
    [
      "a bad job in a batch",
      { body: { jobs: [job, { ...job, priority: 10 }] }, field: "jobs.1.priority" },
    ],
    [
      "an unknown type in a batch",
      { body: { jobs: [job, { ...job, job: "constructor" }] }, field: "jobs.1.job" },
    ],
    [
      "a unique job in a batch",
      { body: { jobs: [{ ...job, unique: { key: "k" } }] }, field: "jobs.0.unique" },
    ],
    [
      "an unknown callback",
      { body: { jobs: [job], callback: { ...job, job: "../x" } }, field: "callback.job" },
    ],
    ["a long name of a batch", { body: { jobs: [job], name: "n".repeat(201) }, field: "name" }],
  ]),
  ...badValues({ to: "startOperation", field: "action", base: { filter: {} } }, [
    "drop",
    "__proto__",
    null,
  ]),
  ...rowsOf({ to: "startOperation", code: "invalid_fields" }, [
    ["an operation on all by mistake", { body: { action: "delete" }, field: "filter" }],
    ["an operation on a list", { body: { action: "delete", filter: [] }, field: "filter" }],
    [
      "an operation on the wrong state",
      { body: { action: "retry", filter: { state: "running" } }, field: "filter.state" },
    ],
    [
      "an operation on fewer than none",
      { body: { action: "retry", filter: {}, expectedCount: -1 }, field: "expectedCount" },
    ],
    [
      "an operation on a bad queue",
      { body: { action: "retry", filter: { queue: "*" } }, field: "filter.queue" },
    ],
    [
      "a long reason",
      { body: { action: "retry", filter: {}, reason: "r".repeat(201) }, field: "reason" },
    ],
  ]),
  ...badValues({ to: "limitQueue", field: "concurrency", base: { rate: null } }, [
    0,
    -1,
    100_001,
    1.5,
    "5",
  ]),
  ...rowsOf({ to: "limitQueue", code: "invalid_fields" }, [
    [
      "a rate of too many",
      { body: { concurrency: null, rate: { limit: 10_001, perMs: 1 } }, field: "rate.limit" },
    ],
    [
      "a rate without a span",
      { body: { concurrency: null, rate: { limit: 1 } }, field: "rate.perMs" },
    ],
    ["no limits at all", { body: {}, field: "concurrency" }],
  ]),
  ...badValues({ to: "reprioritiseJob", field: "priority" }, [10, -1, "5", null]),
  ...badValues({ to: "pauseQueue", field: "reason" }, ["", "   ", "r".repeat(201), 7]),
  ...badValues({ to: "restoreSchedule", field: "revision" }, [0, -1, 1.5, "1"]),
  ...badValues({ to: "cancelSchedule", field: "running" }, ["kill", "__proto__", null]),
  ...badValues({ to: "createCalendarFeed", field: "name" }, ["", "  ", "n".repeat(101), 7]),
  ...badValues({ to: "createCalendarFeed", field: "timeZone", base: { name: "n" } }, [
    "Mars/Phobos",
    "../x",
  ]),
  ...badValues({ to: "createCalendarFeed", field: "queue", base: { name: "n" } }, ["../x", "*"]),
];
