import { ADMIN_TOKEN } from "../web.ts";
import { type Row, rowsOf } from "./row.ts";

const HOSTS = [
  "evil.example",
  "evil.example:3000",
  "127.0.0.1.evil.example",
  "localhost.evil.example:3000",
  "127.0.0.1:3001",
  "127.0.0.1:3000@evil.example",
  "127.0.0.1:3000, evil.example",
  "evil.example, 127.0.0.1:3000",
  "0.0.0.0:3000",
  "127.1:3000",
  "2130706433:3000",
  "0x7f.1:3000",
  "localhost.",
  "[::ffff:127.0.0.1]:3000",
  "",
  "*",
];

/** Which name the server is asked by: another may be a page that resolves to us. */
export const hosts: Row[] = [
  ...HOSTS.map((host): Row => ({
    what: `the host ${JSON.stringify(host)}`,
    to: "listQueues",
    headers: { host },
    code: "forbidden",
  })),
  ...(
    ["createJob", "putSchedule", "patchSchedule", "deleteJob", "getHealth", "signIn"] as const
  ).map((to): Row => ({
    what: `another host at ${to}`,
    to,
    headers: { host: "evil.example" },
    code: "forbidden",
  })),
  ...rowsOf({ to: "listQueues", code: "forbidden" }, [
    [
      "another host, forwarded as ours",
      { headers: { host: "evil.example", "x-forwarded-host": "127.0.0.1:3000" } },
    ],
    ["no host", { headers: { host: null } }],
  ]),
  ...rowsOf({ to: "listQueues", code: null }, [
    ["our host in capitals", { headers: { host: "LOCALHOST:3000" } }],
    ["our host, forwarded as another", { headers: { "x-forwarded-host": "evil.example" } }],
    ["a Forwarded header", { headers: { forwarded: "host=evil.example;proto=https" } }],
  ]),
];

/** With a session, which a browser sends wherever the request comes from. */
export const origins: Row[] = [
  ...rowsOf({ to: "createJob", as: "session", code: "forbidden" }, [
    ["from another site", { headers: { "sec-fetch-site": "cross-site" } }],
    ["from a neighbour", { headers: { "sec-fetch-site": "same-site" } }],
    ["typed in", { headers: { "sec-fetch-site": "none" } }],
    ["a site in capitals", { headers: { "sec-fetch-site": "SAME-ORIGIN" } }],
    ["an empty site", { headers: { "sec-fetch-site": "" } }],
    ["two sites", { headers: { "sec-fetch-site": "same-origin, cross-site" } }],
    ["no site and no origin", { headers: { "sec-fetch-site": null } }],
    [
      "another site with our origin",
      { headers: { "sec-fetch-site": "cross-site", origin: "http://127.0.0.1:3000" } },
    ],
    ...[
      "null",
      "",
      "http://evil.example",
      "http://127.0.0.1:3000.evil.example",
      "http://127.0.0.1",
      "http://127.0.0.1:3001",
      "http://127.0.0.1:3000/",
      "http://127.0.0.1:3000@evil.example",
      "http://localhost:3000",
      "ws://127.0.0.1:3000",
      "file://",
      "http://127.0.0.1:3000 http://evil.example",
    ].map((origin): [string, Partial<Row>] => [
      `the origin ${JSON.stringify(origin)}`,
      { headers: { "sec-fetch-site": null, origin } },
    ]),
  ]),
  ...(
    [
      "putSchedule",
      "patchSchedule",
      "cancelSchedule",
      "deleteJob",
      "resumeQueue",
      "removeUser",
      "createToken",
      "signIn",
      "signOut",
      "signOutEverywhere",
    ] as const
  ).map((to): Row => ({
    what: `the origin null at ${to}`,
    to,
    as: "session",
    headers: { "sec-fetch-site": null, origin: "null" },
    code: "forbidden",
  })),
  ...rowsOf({ to: "pauseQueue", as: "session", code: null }, [
    ["our own origin", { headers: { "sec-fetch-site": null, origin: "http://127.0.0.1:3000" } }],
  ]),
  ...rowsOf({ to: "listJobs", as: "session", code: null }, [
    ["a read from another site", { headers: { "sec-fetch-site": "cross-site", origin: "null" } }],
  ]),
  ...rowsOf({ to: "pauseQueue", code: null }, [
    ["a token from another site", { headers: { "sec-fetch-site": "cross-site" } }],
  ]),
];

/** What says how the body, or the whole request, is to be read. */
export const headers: Row[] = [
  ...rowsOf({ to: "createJob", code: "unsupported_media_type" }, [
    ...[
      "text/plain",
      "text/plain; application/json",
      "text/plain; charset=application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json, text/plain",
      "application/jsonx",
      "application/problem+json",
      "application/csp-report",
      "text/json",
      "*/*",
      "",
    ].map((type): [string, Partial<Row>] => [
      `a body as ${JSON.stringify(type)}`,
      { headers: { "content-type": type } },
    ]),
    [
      "a body as nothing",
      { raw: new TextEncoder().encode("{}"), headers: { "content-type": null } },
    ],
  ]),
  ...rowsOf({ to: "getJob", code: null }, [
    ["a method in a header", { headers: { "x-http-method-override": "DELETE" } }],
    ["another method in a header", { headers: { "x-method-override": "DELETE" } }],
    ["a method in the address", { query: "_method=DELETE" }],
    ["another address in a header", { headers: { "x-original-url": "/api/v1/users" } }],
    ["another address in a second header", { headers: { "x-rewrite-url": "/api/v1/users" } }],
    ["the header that skipped a proxy", { headers: { "x-middleware-subrequest": "proxy:proxy" } }],
    ["an Accept that is none", { headers: { accept: "\u00ff;;;q=x" } }],
  ]),
  ...rowsOf({ to: "createJob", code: "invalid_fields", field: "Idempotency-Key" }, [
    ["an empty idempotency key", { headers: { "idempotency-key": "" } }],
    ["a long idempotency key", { headers: { "idempotency-key": "k".repeat(201) } }],
    ["a key where a token is made", { to: "createToken", headers: { "idempotency-key": "k" } }],
    ["a key where somebody signs in", { to: "signIn", headers: { "idempotency-key": "k" } }],
    [
      "a key where a feed is made",
      { to: "createCalendarFeed", headers: { "idempotency-key": "k" } },
    ],
    ["a key where a user is made", { to: "createUser", headers: { "idempotency-key": "k" } }],
  ]),
  ...rowsOf({ to: "createJob", code: null }, [
    ["a key like one of Redis", { headers: { "idempotency-key": "{x}:*\t../\u00ff" } }],
  ]),
  ...[
    "abc",
    '"-1"',
    '"1.5"',
    'W/"1"',
    "1e3",
    "1234567890123456",
    "",
    '"1", "2"',
    '"1" *',
    "0x1",
  ].map((value): Row => ({
    what: `If-Match ${JSON.stringify(value)}`,
    to: "patchSchedule",
    headers: { "if-match": value },
    code: "invalid_request",
  })),
  ...rowsOf({ to: "putSchedule", code: "revision_conflict" }, [
    ["If-Match of a revision to come", { headers: { "if-match": '"99"' } }],
    ["If-Match of no revision", { headers: { "if-match": '"0"' } }],
  ]),
];

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
const noToken = { authorization: null };
const cookie = (text: string) => ({ ...noToken, cookie: text });

/** What says who asks. */
export const identities: Row[] = [
  ...rowsOf({ to: "listJobs", code: "unauthenticated" }, [
    ...[
      "",
      "Bearer",
      "Bearer ",
      "bearer null",
      "Bearer undefined",
      `Basic ${ADMIN_TOKEN}`,
      `Token ${ADMIN_TOKEN}`,
      ADMIN_TOKEN,
      `Bearer ${ADMIN_TOKEN.slice(0, -1)}`,
      `Bearer ${ADMIN_TOKEN}x`,
      `Bearer ${ADMIN_TOKEN} x`,
      `Bearer ${ADMIN_TOKEN.toUpperCase()}`,
      `Bearer ${ADMIN_TOKEN}, Bearer ${ADMIN_TOKEN}`,
      "Bearer ' OR 1=1 --",
      "Bearer __proto__",
      "Bearer car___proto___x",
      `Bearer car_0123456789abcdef_${"A".repeat(43)}`,
      `Bearer car_${"*".repeat(16)}_${"*".repeat(43)}`,
      "Bearer car_../../users_x",
      "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.",
      "Bearer \u00e9\u00ff",
      `Bearer ${"x".repeat(100_000)}`,
    ].map((authorization): [string, Partial<Row>] => [
      `authorization ${authorization.slice(0, 60)}`,
      { headers: { authorization } },
    ]),
    ["the token in the address", { query: `token=${ADMIN_TOKEN}`, headers: noToken }],
    ["the token as access_token", { query: `access_token=${ADMIN_TOKEN}`, headers: noToken }],
    ["the token as a cookie", { headers: cookie(`carillon_session=${ADMIN_TOKEN}`) }],
    ["a session that never was", { headers: cookie("carillon_session=x") }],
    ["an empty session", { headers: cookie("carillon_session=") }],
    ["a session of every name", { headers: cookie("carillon_session=*") }],
    ["a session that is a key", { headers: cookie("carillon_session={x}:users") }],
    ["a session of a prototype", { headers: cookie("carillon_session=__proto__") }],
    ["a very long session", { headers: cookie(`carillon_session=${"x".repeat(100_000)}`) }],
    ["ten thousand cookies", { headers: cookie("a=b; ".repeat(10_000)) }],
    ["a cookie that is none", { headers: cookie(";;=;=;;carillon_session") }],
    ["the cookie of TLS without it", { headers: cookie("__Host-carillon_session=x") }],
    [
      "the cookie without TLS over it",
      { as: "session", headers: { "x-forwarded-proto": "https" } },
    ],
    ["a wrong token beside a session", { as: "session", headers: bearer("wrong") }],
    ["an empty token beside a session", { as: "session", headers: bearer("") }],
    ["a name in a header", { headers: { ...noToken, "x-forwarded-user": "admin" } }],
    ["an address in a header", { headers: { ...noToken, "x-forwarded-for": "127.0.0.1" } }],
  ]),
];
