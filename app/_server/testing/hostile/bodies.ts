import { gzipSync } from "node:zlib";
import { JOB_TYPE } from "../planted.ts";
import { badValues, type Row, rowsOf } from "./row.ts";

const job = { job: JOB_TYPE, args: {}, delayMs: 3_600_000 };
const text = JSON.stringify(job);
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const withArgs = (args: string) => `{"job":"${JOB_TYPE}","delayMs":3600000,"args":${args}}`;
const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const raws = (what: string, texts: string[]): [string, Partial<Row>][] =>
  texts.map((raw) => [`${what} ${raw.slice(0, 40)}`, { raw }]);

/** What is no JSON, or is no JSON that anybody means. */
export const broken: Row[] = [
  ...rowsOf({ to: "createJob", code: "invalid_request" }, [
    ...raws("not JSON:", [
      "{",
      '{"job":}',
      "{'job':'a'}",
      '{"job":"a",}',
      "undefined",
      "NaN",
      "-Infinity",
      "{}{}",
      `${text} x`,
      `// x\n${text}`,
      '{"priority":01}',
      '{"priority":+1}',
      '{"priority":.5}',
      '{"priority":0x5}',
      '"\\x41"',
      '"\\ud8"',
      '{"job":"a\tb"}',
      '{"job":"a\nb"}',
      "\u0000",
      `${text}\u0000`,
      "job=mail.send&args={}",
      "<job/>",
      `)]}',\n${text}`,
      "[".repeat(600_000),
      '{"a":'.repeat(200_000),
    ]),
    ["600,000 lists in each other", { raw: nested(600_000) }],
    ["arguments of 111 lists in each other", { raw: withArgs(nested(111)) }],
    ["200,000 objects in each other", { raw: `${'{"a":'.repeat(180_000)}1${"}".repeat(180_000)}` }],
    ["bytes of UTF-16", { raw: Buffer.from(text, "utf16le") }],
    ["bytes of UTF-16 with its mark", { raw: bytes([0xff, 0xfe], text) }],
    ["the mark of UTF-8", { raw: bytes([0xef, 0xbb, 0xbf], text) }],
    ["bytes of Latin-1", { raw: Buffer.from(withArgs('"\u00e9"'), "latin1") }],
    ["a byte that is none of UTF-8", { raw: bytes('{"job":"', [0xff], '"}') }],
    ["a slash written too long", { raw: bytes('{"job":"', [0xc0, 0xaf], '"}') }],
    ["half a character in bytes", { raw: bytes('{"job":"', [0xed, 0xa0, 0x80], '"}') }],
    ["half a sequence at the end", { raw: bytes('{"job":"', [0xe2, 0x82]) }],
    ["a body that is packed", { raw: gzipSync(text), headers: { "content-encoding": "gzip" } }],
  ]),
  ...rowsOf({ to: "createJob", code: "payload_too_large" }, [
    ["more than a body may weigh", { raw: withArgs(`"${"x".repeat(1_200_000)}"`) }],
    ["blanks beyond what a body may weigh", { raw: `${text}${" ".repeat(1_200_000)}` }],
    ["five megabytes of nothing", { raw: new Uint8Array(5_000_000) }],
  ]),
  ...rowsOf({ to: "createJob", code: "invalid_fields", field: "" }, [
    ...raws("no object:", ["null", "[]", "1", '"x"', "true", `[${text}]`]),
  ]),
  ...rowsOf({ to: "createJob", code: "invalid_fields", field: "job" }, [
    ["nothing", { raw: "" }],
    ["an object of nothing", { raw: "{}" }],
    ["a field twice, the second bad", { raw: '{"job":"mail.send","job":"../x","args":{}}' }],
  ]),
  ...rowsOf({ to: "createJob", code: "invalid_fields", field: "args" }, [
    ["no arguments", { body: { job: JOB_TYPE } }],
    ["arguments of 10,001 fields", { body: { ...job, args: keys(10_001) } }],
    [
      "arguments beyond what they may weigh",
      { body: { ...job, args: { a: "x".repeat(1_050_000) } } },
    ],
    ["a list for named arguments", { body: { ...job, args: [] } }],
    ["a text for named arguments", { body: { ...job, args: "x" } }],
    ["nothing for named arguments", { body: { ...job, args: null } }],
    ["arguments that are no number", { raw: withArgs("1e999") }],
  ]),
  ...rowsOf({ to: "createJob", code: "invalid_fields" }, [
    [
      "a number that is none, deep within",
      { raw: withArgs('{"a":[1,-1e999]}'), field: "args.a.1" },
    ],
    ["5,000 unknown fields", { body: { ...job, ...keys(5_000) }, field: "k0" }],
    ["10,001 unknown fields", { body: keys(10_001), field: "" }],
    [
      "arguments of 105 lists in each other",
      { raw: withArgs(`{"a":${nested(105)}}`), field: `args.a${".0".repeat(100)}` },
    ],
  ]),
];

/** Fields that nobody asked for. */
export const unknown: Row[] = [
  ...["__proto__", "constructor", "prototype", "toString", "role", "isAdmin", "id", "state"].map(
    (field): Row => ({
      what: `a job with ${field}`,
      to: "createJob",
      raw: `{"job":"${JOB_TYPE}","args":{},"${field}":{"isAdmin":true}}`,
      code: "invalid_fields",
      field,
    }),
  ),
  ...rowsOf({ to: "createJob", code: "invalid_fields" }, [
    ["a batch with by", { to: "createBatch", body: { jobs: [job], by: "x" }, field: "by" }],
    ["a flow with by", { to: "createFlow", body: { jobs: {}, by: "x" }, field: "by" }],
    [
      "a schedule with timezone",
      {
        to: "createSchedule",
        body: { job: JOB_TYPE, args: {}, cron: "0 9 * * *", timezone: "UTC" },
        field: "timezone",
      },
    ],
    [
      "a schedule with __proto__",
      {
        to: "createSchedule",
        raw: '{"job":"mail.send","args":{},"every":60000,"__proto__":{}}',
        field: "__proto__",
      },
    ],
    [
      "a patch with __proto__",
      { to: "patchSchedule", raw: '{"__proto__":{"every":1}}', field: "__proto__" },
    ],
    [
      "an operation with by",
      { to: "startOperation", body: { action: "retry", filter: {}, by: "x" }, field: "by" },
    ],
    [
      "a filter with __proto__",
      {
        to: "startOperation",
        raw: '{"action":"retry","filter":{"__proto__":{}}}',
        field: "filter.__proto__",
      },
    ],
    [
      "a token with an owner",
      { to: "createToken", body: { name: "t", owner: "owner" }, field: "owner" },
    ],
    [
      "a token with a subject",
      { to: "createToken", body: { name: "t", subject: "owner" }, field: "subject" },
    ],
    ["a pause with by", { to: "pauseQueue", body: { by: "somebody else" }, field: "by" }],
    [
      "limits with __proto__",
      { to: "limitQueue", raw: '{"concurrency":1,"rate":null,"__proto__":{}}', field: "__proto__" },
    ],
    ["a user with a hash", { to: "changeUser", body: { hash: "$scrypt$" }, field: "hash" }],
    [
      "a user with __proto__",
      {
        to: "changeUser",
        raw: '{"role":"viewer","__proto__":{"role":"admin"}}',
        field: "__proto__",
      },
    ],
    ["a sign-in with a role", { to: "signIn", body: { token: "x", role: "admin" }, field: "role" }],
  ]),
  ...rowsOf({ to: "createJob", code: null }, [
    ["arguments with a prototype", { raw: withArgs('{"__proto__":{"polluted":true}}') }],
    [
      "arguments with a constructor",
      { raw: withArgs('{"constructor":{"prototype":{"polluted":true}}}') },
    ],
    ["arguments with half a character", { raw: withArgs('{"a":"\\ud800"}') }],
    ["arguments with NUL", { raw: withArgs('{"a":"\\u0000"}') }],
    ["arguments of a hundred levels", { raw: withArgs(`{"a":${nested(98)}}`) }],
    ["a priority of minus nothing", { raw: `{"job":"${JOB_TYPE}","args":{},"priority":-0}` }],
    ["a number beyond what is exact", { raw: withArgs('{"a":9007199254740993}') }],
  ]),
];

const numbers = (field: string, values: unknown[]): Row[] =>
  badValues({ to: "createJob", field, base: job }, values);

/** Numbers beyond what is legal. */
export const options: Row[] = [
  ...numbers("priority", [-1, 10, 1.5, "5", null, 1e308, true, [5], {}]),
  ...numbers("attempts", [0, 101, 1e9, -5, "3"]),
  ...numbers("timeoutMs", [0, -1, 604_800_001, 0.5]),
  ...numbers("startDeadlineMs", [0, 2_592_000_001]),
  ...numbers("delayMs", [-1, 315_360_000_001, 2 ** 53, "1000", 1e21]),
  ...numbers("tags", [Array.from({ length: 21 }, (_, n) => `t${n}`), "tag", {}]),
  ...rowsOf({ to: "createJob", code: "invalid_fields", field: "priority" }, [
    ["a priority of 1e999", { raw: `{"job":"${JOB_TYPE}","args":{},"priority":1e999}` }],
  ]),
];
