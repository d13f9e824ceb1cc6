import * as fc from "fast-check";
import { PutSchedule } from "../api/schedule-definition.ts";

const DAY_MS = 86_400_000;
const toCome = fc
  .integer({ min: 1, max: 3_000 * DAY_MS })
  .map((aheadMs) => new Date(Date.now() + DAY_MS + aheadMs).toISOString());

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const ms = (max: number, min = 0) => fc.integer({ min, max });
const key = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });

const trigger = fc.oneof(
  fc.record({
    every: ms(400 * DAY_MS, 100),
    anchor: optional(fc.oneof(fc.constantFrom("start", "epoch"), toCome)),
  }),
  fc.record({ every: ms(400 * DAY_MS, 100), immediately: optional(fc.boolean()) }),
  fc.record({ afterEnd: ms(400 * DAY_MS, 100), immediately: optional(fc.boolean()) }),
  fc.record({
    cron: fc.constantFrom(
      "0 9 * * 1-5",
      " @daily ",
      "*/5 * * * * *",
      "30 2 L * ?",
      "0 0 1,15 * +MON",
    ),
    timeZone: optional(fc.constantFrom("UTC", "Europe/Warsaw", "America/New_York")),
  }),
);

const rules = fc.record({
  startAt: optional(toCome),
  endAt: optional(fc.constantFrom("2199-01-01T00:00:00+02:00", "2150-06-01T12:00:00.123456Z")),
  overlap: optional(fc.constantFrom("skip", "allow", "queueOne", "queueAll", "cancelRunning")),
  missed: optional(
    fc.oneof(
      fc.constantFrom("latest", "all", "skip"),
      fc.record(
        {
          policy: fc.constantFrom("latest", "all", "skip"),
          windowMs: ms(DAY_MS),
          max: ms(1_000, 1),
        },
        { requiredKeys: [] },
      ),
    ),
  ),
  limit: optional(ms(1_000_000_000, 1)),
  jitterMs: optional(ms(DAY_MS)),
  pauseAfterFailures: optional(ms(1_000)),
});

const options = fc.record({
  priority: optional(ms(9)),
  attempts: optional(ms(100, 1)),
  backoff: optional(
    fc.record(
      {
        kind: fc.constantFrom("fixed", "exponential"),
        delayMs: ms(DAY_MS),
        jitter: fc.constantFrom(0, 0.15, 1),
      },
      { requiredKeys: [] },
    ),
  ),
  timeoutMs: optional(ms(DAY_MS, 1)),
  startDeadlineMs: optional(ms(DAY_MS, 1)),
  tags: optional(fc.array(fc.constantFrom("a", "nightly", "x.y-z"), { maxLength: 3 })),
  concurrency: optional(fc.record({ key, limit: ms(100, 1) })),
  rateLimit: optional(fc.record({ key, limit: ms(100, 1), perMs: ms(DAY_MS, 1) })),
  retention: optional(
    fc.record({ succeededMs: ms(DAY_MS), failedMs: ms(DAY_MS) }, { requiredKeys: [] }),
  ),
});

const args = fc.dictionary(key, fc.jsonValue({ depthSize: "small" }), { maxKeys: 4 });

/** Definitions of periodic jobs as they come over HTTP, with every field that there is. */
export const askedSchedules = fc
  .tuple(trigger, rules, options, args)
  .map(([when, how, what, given]) =>
    PutSchedule.parse(
      JSON.parse(JSON.stringify({ ...when, ...how, ...what, args: given, job: "any" })),
    ),
  );
