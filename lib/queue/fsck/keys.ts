/**
 * How a kind of key is read for the check, which is also its type. `headers`, `fields` and `length` leave out the text that nothing
 * is told by: what jobs were given, returned and logged.
 */
export type KeyReading =
  "headers" | "hash" | "fields" | "set" | "scores" | "list" | "length" | "text" | "size" | "stream";

/** Every key a queue may have, without its tag. STATES.md says of each what it holds. */
export const KEY_PATTERNS: Record<string, KeyReading> = {
  jobs: "headers",
  state: "hash",
  "ready:<priority>": "list",
  dropped: "set",
  scheduled: "scores",
  parked: "scores",
  "line:c:<key>": "scores",
  "line:r:<key>": "scores",
  blocked: "scores",
  running: "scores",
  succeeded: "scores",
  failed: "scores",
  cancelled: "scores",
  expiring: "scores",
  results: "fields",
  "result:<id>": "size",
  progress: "fields",
  "attempts:<id>": "length",
  "logs:<id>": "length",
  cancelling: "hash",
  "claim:<executor>/<channel>": "text",
  idle: "set",
  meta: "hash",
  events: "stream",
  "unique:<key>": "text",
  "busy:<key>": "set",
  starts: "list",
  "starts:<key>": "list",
  wakes: "scores",
  followed: "set",
  "followers:<id>": "set",
  "parents:<id>": "hash",
  outbox: "stream",
  inbox: "hash",
  "batch:<id>": "hash",
  "schedule:<schedule>": "hash",
  schedules: "scores",
  due: "scores",
  "live:<schedule>": "set",
  "ledger:<schedule>": "length",
  "pending:<schedule>": "list",
  "revisions:<schedule>": "length",
  tombstones: "scores",
  "minute:<n>": "fields",
  "hour:<n>": "fields",
};

const PARTS: Record<string, string> = {
  priority: "\\d",
  id: "[0-9A-HJKMNP-TV-Z]{26}",
  schedule: "[a-z0-9][a-z0-9._-]*",
  key: "\\S+",
  executor: "\\S+",
  channel: "\\d+",
  n: "\\d+",
};

const FORMS = Object.entries(KEY_PATTERNS).map(([pattern, reading]) => ({
  form: new RegExp(`^${pattern.replaceAll(/<(\w+)>/g, (_, part: string) => PARTS[part]!)}$`),
  reading,
}));

/** How the key of this name is read; null for one that no part of Carillon writes. */
export function readingOf(name: string): KeyReading | null {
  return FORMS.find(({ form }) => form.test(name))?.reading ?? null;
}

/** Keys whose time to live says something: a window that is open, news for a job that is still to be made, a schedule that is cancelled. */
export const hasTimeToLive = (name: string) =>
  /^(unique|parents|schedule|ledger|revisions):/.test(name);
