import type { ApiName } from "@/lib/api/contract.ts";
import { JOB_TYPE } from "../planted.ts";
import { badValues, named, type Row, rowsOf } from "./row.ts";

/** What is no name, of a job type, a queue, a tag or a schedule. */
const NO_NAMES: unknown[] = [
  "../../etc/passwd",
  "..",
  "data:text/javascript,alert(1)",
  "file:///etc/passwd",
  "node:child_process",
  "__proto__",
  "hasOwnProperty",
  "",
  " mail.send",
  "mail.send ",
  "mail.send\n",
  "mail.send\r\nx: y",
  "mail.send\0.js",
  "MAIL.SEND",
  "m\u0430il.send",
  "\uff4dail.send",
  "mail\u200b.send",
  "mail\u202e.send",
  "mail\u3002send",
  "\ud800",
  "mail/send",
  "mail\\send",
  ".mail",
  "-mail",
  "_mail",
  "*",
  "[a-z]",
  "{x}:users",
  "mail.send;rm -rf /",
  "$(id)",
  "`id`",
  "%2e%2e%2f",
  "require('fs')",
  "${7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "a".repeat(65),
  "a".repeat(100_000),
  5,
  true,
  null,
  {},
  { toString: "mail.send" },
  ["mail.send"],
];

const job = { job: JOB_TYPE, args: {} };
const FEW = ["../x", "__proto__", "a b", "A", "a\r\nb", "a".repeat(65), "", "*", "m\u0430il"];

/** Names that jobs and schedules are given, or are found by. */
export const names: Row[] = [
  ...badValues({ to: "createJob", field: "job", base: { args: {} } }, NO_NAMES),
  // A name by its form, and of no job type.
  ...badValues({ to: "createJob", field: "job", base: { args: {} } }, [
    "constructor",
    "prototype",
    "valueof",
    "mail.send.js",
    "mail..send",
    "mail.sen",
    "eval",
    "require",
  ]),
  ...badValues({ to: "createSchedule", field: "job", base: { args: {}, every: 60_000 } }, [
    "../../etc/passwd",
    "constructor",
    "data:text/javascript,x",
  ]),
  ...badValues({ to: "createJob", field: "queue", base: job }, [...FEW, 7, ["mail"]]),
  ...badValues({ to: "createSchedule", field: "id", base: { ...job, every: 60_000 } }, FEW),
  ...FEW.map((tag): Row => ({
    what: `the tag ${named(tag)}`,
    to: "createJob",
    body: { ...job, tags: ["fine", tag] },
    code: "invalid_fields",
    field: "tags.1",
  })),
  ...["", "a\r\nb", "a\0b", "\u0007", "\ud800", "k".repeat(201), 7, null].map((key): Row => ({
    what: `the unique key ${named(key)}`,
    to: "createJob",
    body: { ...job, unique: { key } },
    code: "invalid_fields",
    field: "unique.key",
  })),
  ...["x", "mail~", "mail~01JD3V5W3N8Q0M4R7T1B6C2X9Z", "__proto__"].map((parent): Row => ({
    what: `the parent ${named(parent)}`,
    to: "createJob",
    body: { ...job, parents: [parent] },
    code: "invalid_fields",
    field: "parents.0",
  })),
  ...rowsOf({ to: "createJob", code: null }, [
    ["a queue called constructor", { body: { ...job, queue: "constructor" } }],
    [
      "a schedule called constructor",
      { to: "createSchedule", body: { ...job, id: "constructor", every: 60_000 } },
    ],
    ["a unique key like a key of Redis", { body: { ...job, unique: { key: "{x}:*:users" } } }],
  ]),
  ...rowsOf({ to: "createFlow", code: "invalid_fields" }, [
    [
      "a flow of __proto__",
      { raw: `{"jobs":{"__proto__":${JSON.stringify(job)}}}`, field: "jobs" },
    ],
    [
      "a flow after __proto__",
      { body: { jobs: { a: { ...job, after: ["__proto__"] } } }, field: "jobs.a.after.0" },
    ],
    [
      "a flow after constructor",
      { body: { jobs: { a: { ...job, after: ["constructor"] } } }, field: "jobs.a.after.0" },
    ],
    [
      "a flow after itself",
      { body: { jobs: { a: { ...job, after: ["a"] } } }, field: "jobs.a.after" },
    ],
    [
      "a flow in a circle",
      {
        body: { jobs: { a: { ...job, after: ["b"] }, b: { ...job, after: ["a"] } } },
        field: "jobs.a.after",
      },
    ],
    ["a flow with a name of its own", { body: { jobs: { "../x": job } }, field: "jobs.../x" }],
    [
      "a flow of a long name",
      { body: { jobs: { ["a".repeat(65)]: job } }, field: `jobs.${"a".repeat(65)}` },
    ],
    [
      "a flow of too many",
      {
        body: { jobs: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`j${n}`, job])) },
        field: "jobs",
      },
    ],
  ]),
  ...rowsOf({ to: "createFlow", code: null }, [
    [
      "a flow of constructor",
      { body: { jobs: { constructor: job, b: { ...job, after: ["constructor"] } } } },
    ],
  ]),
];

const ULID = "01JD3V5W3N8Q0M4R7T1B6C2X9Z";
const nowhere = (to: ApiName, key: string, ids: string[]): Row[] =>
  ids.map((id) => ({
    what: `${to} of ${named(id)}`,
    to,
    params: { [key]: id },
    code: "not_found",
  }));
const ANYWHERE = ["../../etc/passwd", "__proto__", "*", "a\r\nSet-Cookie: x=y", "{x}:users", "\0"];

/** Ids and names in the path. */
export const paths: Row[] = [
  ...nowhere("getJob", "id", [
    ...ANYWHERE,
    "",
    "mail~",
    `~${ULID}`,
    `mail~${ULID}`,
    `mail~${ULID.toLowerCase()}`,
    `mail~${ULID}0`,
    `MAIL~${ULID}`,
    `mail~${"U".repeat(26)}`,
    `mail~*`,
    `other}:x~${ULID}`,
    `mail~${ULID}\r\nSet-Cookie: x=y`,
    "x".repeat(10_000),
  ]),
  ...nowhere("cancelJob", "id", [...ANYWHERE, `mail~${ULID}`]),
  ...nowhere("getJobLogs", "id", ["mail~*", `mail~${ULID}`]),
  ...nowhere("getBatch", "id", [...ANYWHERE, `mail~${ULID}`]),
  ...nowhere("getOperation", "id", [...ANYWHERE, ULID, ULID.toLowerCase()]),
  ...nowhere("getSchedule", "id", [...ANYWHERE, "constructor", "%2e%2e", "a".repeat(65)]),
  ...nowhere("patchSchedule", "id", [...ANYWHERE, "constructor"]),
  ...nowhere("putSchedule", "id", ["..", "__proto__", "A", "a".repeat(65)]),
  ...nowhere("triggerSchedule", "id", ["constructor", "__proto__"]),
  ...nowhere("getWorker", "id", [...ANYWHERE, "constructor", "toString", "w".repeat(129)]),
  ...nowhere("getJobType", "name", [...ANYWHERE, "constructor", "toString"]),
  ...nowhere("getQueue", "name", [...ANYWHERE, "no-such-queue", "constructor"]),
  ...nowhere("pauseQueue", "name", [...ANYWHERE, "a".repeat(65)]),
  ...nowhere("getUser", "name", [...ANYWHERE, "constructor", "nobody-at-all"]),
  ...nowhere("removeUser", "name", ["owner", "__proto__", "constructor"]),
  ...nowhere("revokeToken", "id", [...ANYWHERE, "0123456789abcdef", "0123456789ABCDEF"]),
  ...nowhere("revokeCalendarFeed", "id", [...ANYWHERE, "00000000-0000-4000-8000-000000000000"]),
];
