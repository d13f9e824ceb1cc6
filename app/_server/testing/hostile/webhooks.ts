import { badValues, type Row, rowsOf } from "./row.ts";

const base = { name: "chat", url: "https://hooks.example.org/canary" };
const CANARY = "canary-".repeat(400);

/** Where alerts are told; what is behind the host of an address is a secret of its own. */
export const webhooks: Row[] = [
  ...badValues({ to: "createAlertWebhook", field: "url", base }, [
    "",
    "canary",
    "//hooks.example.org/canary",
    "ftp://hooks.example.org/canary",
    "file:///etc/passwd",
    "javascript:alert('canary')",
    "data:text/plain,canary",
    "https:///canary",
    "http://[canary",
    "https://ana:canary@hooks.example.org/",
    "https://canary@hooks.example.org/",
    "https://hooks.example.org/#canary",
    "https://hooks.example.org/ canary",
    `https://hooks.example.org/${CANARY}`,
    { $ne: null },
    ["https://hooks.example.org/canary"],
    7,
    null,
  ]),
  ...badValues({ to: "createAlertWebhook", field: "url", base }, [
    "http://127.0.0.1/canary",
    "http://127.1/canary",
    "http://2130706433/canary",
    "http://0x7f000001/canary",
    "http://[::1]/canary",
    "http://[::ffff:127.0.0.1]/canary",
    "http://0.0.0.0/canary",
    "http://10.1.2.3/canary",
    "http://169.254.169.254/latest/meta-data/canary",
    "https://[fd00:ec2::254]/canary",
    "HTTP://127.0.0.1./canary",
    "http://１２７.０.０.１/canary",
  ]),
  ...badValues({ to: "createAlertWebhook", field: "name", base }, ["", "   ", CANARY, 7, null]),
  ...badValues({ to: "createAlertWebhook", field: "kinds", base }, [[], "no-executor", {}, 7]),
  ...rowsOf({ to: "createAlertWebhook", code: "invalid_fields" }, [
    ["a kind that is none", { body: { ...base, kinds: ["no-executor", "*"] }, field: "kinds.1" }],
    ["failures in a day, which are no alert", { body: { ...base, kinds: ["jobs-failed"] } }],
    [
      "a hundred kinds",
      {
        body: { ...base, kinds: Array.from({ length: 100 }, () => "no-executor") },
        field: "kinds",
      },
    ],
    ["a secret of one's own", { body: { ...base, secret: "whsec_canary" }, field: "secret" }],
    ["a standing of one's own", { body: { ...base, standing: {} }, field: "standing" }],
    [
      "a repetition, which would keep its secret",
      { body: base, headers: { "idempotency-key": "k" }, field: "Idempotency-Key" },
    ],
  ]),
  ...badValues({ to: "changeAlertWebhook", field: "url" }, [
    "canary",
    "https://ana:canary@hooks.example.org/",
    "http://127.0.0.1/canary",
    "http://169.254.169.254/canary",
    null,
  ]),
  ...rowsOf({ to: "changeAlertWebhook", code: "invalid_fields" }, [
    ["nothing to change", { body: {}, field: "" }],
    ["yes for true", { body: { isEnabled: "yes" }, field: "isEnabled" }],
    ["another maker", { body: { createdBy: "canary" }, field: "createdBy" }],
  ]),
  ...rowsOf({ to: "changeAlertWebhook", body: { name: "x" }, code: "not_found" }, [
    ["an id that is none", { params: { id: "../users" } }],
    ["an id in capitals", { params: { id: "0123456789ABCDEF" } }],
    ["the id of nothing", { params: { id: "0".repeat(16) } }],
    ["a prototype for an id", { params: { id: "__proto__" } }],
  ]),
  ...rowsOf({ to: "removeAlertWebhook", code: "not_found" }, [
    ["nothing to remove", { params: { id: "0".repeat(16) } }],
  ]),
  ...rowsOf({ to: "testAlertWebhook", code: "not_found" }, [
    ["nothing to test", { params: { id: "f".repeat(16) } }],
  ]),
];
