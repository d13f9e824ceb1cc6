import { expect, it } from "vitest";
import { attention, NOW_MS } from "../testing/alerts.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "../testing/redis.ts";
import { alertsIn } from "./alert.ts";
import { SeenAlerts } from "./seen-alerts.ts";

const mail = alertsIn([attention()]);
const both = alertsIn([attention(), attention({ subject: "net" })]);

it("an alert has stood since the look that has found it, until one does not", async () => {
  const seen = new SeenAlerts(await openRedis(testRedisUrl("scheduler")), uniquePrefix());
  expect(await seen.sinceOf(mail)).toEqual([null]);
  await seen.note(mail, NOW_MS);
  await seen.note(both, NOW_MS + 1);
  expect(await seen.sinceOf(both)).toEqual([NOW_MS, NOW_MS + 1]);
  await seen.note([], NOW_MS + 2);
  await seen.note(mail, NOW_MS + 3);
  expect(await seen.sinceOf(both)).toEqual([NOW_MS + 3, null]);
});

it("of looks at one time one counts, and the others know that they do not", async () => {
  const prefix = uniquePrefix();
  const all = await Promise.all(
    Array.from({ length: 8 }, async () => {
      return new SeenAlerts(await openRedis(testRedisUrl("scheduler")), prefix);
    }),
  );
  const found = await Promise.all(all.map((seen, n) => seen.note(mail, NOW_MS + n)));
  const [since] = await all[0]!.sinceOf(mail);
  const counted = found.filter((each) => each !== null).map(([alert]) => alert!.sinceMs);
  expect(counted.length).toBeGreaterThan(0);
  expect(new Set(counted)).toEqual(new Set([since]));
});
