import * as fc from "fast-check";
import { JOB_TYPE, QUEUE } from "../planted.ts";
import { ADMIN_TOKEN } from "../web.ts";
import { type Kind, refTo } from "./pools.ts";

const one = (...texts: string[]) => fc.constantFrom(...texts);
const any = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/);
const mostly = (known: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: any });
export const idOf = (kind: Kind) => fc.nat(99).map((index) => refTo(kind, index));

const jobType = mostly(one(JOB_TYPE, JOB_TYPE, JOB_TYPE, "http.request"));
const queue = mostly(one(QUEUE, "net", "default"));

/** What fields of these names are about: without it nearly all requests would be about nothing. */
const TEXTS: Record<string, fc.Arbitrary<string>> = {
  job: jobType,
  type: jobType,
  queue,
  queues: queue,
  schedule: mostly(idOf("schedules")),
  parents: idOf("jobs"),
  cursor: idOf("cursors"),
  tag: one("red", "blue"),
  tags: mostly(one("red", "blue")),
  after: one("a", "b", "c"),
  key: mostly(one("k1", "k2")),
  cron: one(
    "0 9 * * 1-5",
    "*/5 * * * *",
    "30 2 * * *",
    "0 0 29 2 *",
    "0 0 L * *",
    "15 */2 1,15 * *",
  ),
  timeZone: one("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"),
  anchor: one("start", "epoch"),
  // Nothing is sent: a name is taken, and what it leads to is refused when it is connected to.
  url: one("http://localhost:9/hook", "http://127.0.0.1:9/hook"),
  token: one(ADMIN_TOKEN, "a wrong one"),
  password: one("four words in a row", "another four words here", "password1234"),
};

/** Null where the name says nothing. */
export const knownText = (name: string): fc.Arbitrary<string> | null => TEXTS[name] ?? null;

const OF_PATHS: [RegExp, fc.Arbitrary<string>][] = [
  [/\/jobs\//, idOf("jobs")],
  [/\/schedules\//, mostly(idOf("schedules"))],
  [/\/batches\//, idOf("batches")],
  [/\/operations\//, idOf("operations")],
  [/\/queues\//, mostly(one(QUEUE, "net"))],
  [/\/workers\//, idOf("workers")],
  [/\/job-types\//, jobType],
  [/\/users\//, idOf("users")],
  [/\/tokens\//, idOf("tokens")],
  [/\/calendar-feeds\//, idOf("feeds")],
  [/\/alert-webhooks\//, idOf("webhooks")],
];

/** The id or name that stands in a path. */
export function idIn(path: string): fc.Arbitrary<string> {
  const found = OF_PATHS.find(([pattern]) => pattern.test(path));
  if (!found) throw new Error(`Nobody knows what ${path} is about: add it to OF_PATHS.`);
  return found[1];
}
