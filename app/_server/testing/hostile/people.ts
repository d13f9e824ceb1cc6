import { badValues, type Row, rowsOf } from "./row.ts";

const PASSWORD = "canary words in a row";
const user = { name: "ana", role: "viewer", password: PASSWORD };
const CANARY = "canary-".repeat(80);

/** Who comes in, and who may. */
export const people: Row[] = [
  ...rowsOf({ to: "signIn", as: "nobody", code: "invalid_fields" }, [
    ["nothing", { body: {}, field: "" }],
    ["an empty token", { body: { token: "" }, field: "token" }],
    ["a token of an operator", { body: { token: { $ne: null } }, field: "token" }],
    ["a token that is true", { body: { token: true }, field: "token" }],
    ["a long token", { body: { token: CANARY }, field: "token" }],
    ["a wrong token", { body: { token: "canary" }, field: "token" }],
    ["a name of an operator", { body: { name: { $gt: "" }, password: "canary" }, field: "name" }],
    ["a password of a list", { body: { name: "ana", password: ["canary"] }, field: "password" }],
    [
      "a password of a megabyte",
      { body: { name: "ana", password: "canary".repeat(170_000) }, field: "password" },
    ],
    ["an empty password", { body: { name: "ana", password: "" }, field: "password" }],
    ["a name alone", { body: { name: "ana" }, field: "password" }],
    ["a long name", { body: { name: "canary".repeat(20), password: "canary" }, field: "name" }],
    [
      "a prototype for a name",
      { body: { name: "__proto__", password: "canary" }, field: "password" },
    ],
    [
      "a header for a name",
      { body: { name: "ana\r\nx: y", password: "canary" }, field: "password" },
    ],
  ]),
  ...rowsOf({ to: "changePassword", as: "session", code: "invalid_fields" }, [
    ["no present password", { body: { password: PASSWORD }, field: "present" }],
    [
      "a short new password",
      { body: { present: "canary", password: "canary" }, field: "password" },
    ],
  ]),
  ...rowsOf({ to: "changePassword", code: "forbidden" }, [
    ["a password of who has none", { body: { present: "canary", password: PASSWORD } }],
  ]),
  ...badValues({ to: "createUser", field: "name", base: user }, [
    "owner",
    "system",
    "admin-token",
    "__proto__",
    "../x",
    "Ana",
    "\u0430na",
    "a\r\nb",
    "",
    "a".repeat(65),
    { $gt: "" },
  ]),
  ...badValues({ to: "createUser", field: "role", base: user }, ["root", "ADMIN", "__proto__", 7]),
  ...badValues({ to: "createUser", field: "password", base: user }, [
    "short",
    "password1234",
    "ana-ana-ana-ana",
    "aaaaaaaaaaaaaaaa",
    "123456789012",
    "x".repeat(201),
    null,
    ["four words in a row"],
  ]),
  ...rowsOf({ to: "createUser", code: "invalid_fields" }, [
    ["a queue of every name", { body: { ...user, queues: ["*"] }, field: "queues.0" }],
    [
      "101 queues",
      {
        body: { ...user, queues: Array.from({ length: 101 }, (_, n) => `q${n}`) },
        field: "queues",
      },
    ],
    ["a queue by its name alone", { body: { ...user, queues: "mail" }, field: "queues" }],
    ["nothing to change", { to: "changeUser", body: {}, field: "" }],
    ["yes for true", { to: "changeUser", body: { isDisabled: "yes" }, field: "isDisabled" }],
  ]),
  ...badValues({ to: "createToken", field: "name" }, ["", "   ", "canary".repeat(20), 7, null]),
  ...badValues({ to: "createToken", field: "expiresInDays", base: { name: "t" } }, [
    0,
    366,
    1.5,
    "90",
    -1,
  ]),
  ...badValues({ to: "createToken", field: "role", base: { name: "t" } }, ["root", "owner"]),
  ...rowsOf({ to: "createToken", code: "invalid_fields" }, [
    ["no scopes", { body: { name: "t", scopes: [] }, field: "scopes" }],
    ["a scope that is none", { body: { name: "t", scopes: ["read", "*"] }, field: "scopes.1" }],
    [
      "a scope beyond the role",
      { body: { name: "t", role: "viewer", scopes: ["users:change"] }, field: "scopes" },
    ],
    ["a queue that is none", { body: { name: "t", queues: ["A"] }, field: "queues.0" }],
  ]),
];
