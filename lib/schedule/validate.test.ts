import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusalOf } from "./testing/refusal.ts";
import { Timing } from "./timing.ts";
import { validateTiming } from "./validate.ts";

const NOW_MS = Date.UTC(2026, 10, 24);
const DAY_MS = 86_400_000;
const refusal = (timing: object) =>
  refusalOf(() => validateTiming(timing as Pick<Timing, "trigger">, NOW_MS));
const every = { kind: "every", everyMs: 60_000 };
const daily = { kind: "cron", expression: "0 0 * * *", timeZone: "UTC" };

describe("a time zone", () => {
  it.each(["UTC", "Europe/Warsaw", "America/Argentina/Buenos_Aires", "Etc/GMT+3", "EST5EDT"])(
    "%s is known",
    (timeZone) => {
      expect(() =>
        validateTiming({ trigger: { ...daily, timeZone } as never }, NOW_MS),
      ).not.toThrow();
    },
  );

  it.each([
    "UTC+3",
    "GMT-2",
    "+02:00",
    "-03",
    "Mars/Base",
    "",
    " ",
    "Europe/Berlin; x",
    "Europe/Warsaw ",
    "Ėurope/Berlin",
    "A".repeat(10_000),
  ])("%j is refused", (timeZone) => {
    const { field, message } = refusal({ trigger: { ...daily, timeZone } });
    expect(field).toBe("timeZone");
    expect(message).toContain(`"${timeZone.slice(0, 30)}`);
    expect(message).toContain("is no time zone that is known");
    expect(message).toContain("such as Europe/Berlin, or UTC");
  });
});

describe("`immediately`", () => {
  it("belongs to the anchor `start`", () => {
    for (const anchor of ["epoch", NOW_MS]) {
      const { field, message } = refusal({ trigger: { ...every, anchor, immediately: true } });
      expect(field).toBe("immediately");
      expect(message).toContain(String(anchor));
      expect(message).toContain('the anchor "start"');
    }
    for (const anchor of ["start", undefined])
      validateTiming({ trigger: { ...every, anchor, immediately: true } as never }, NOW_MS);
    validateTiming({ trigger: { ...every, anchor: "epoch", immediately: false } as never }, NOW_MS);
  });
});

describe("start and end", () => {
  it.each([
    ["an end that is past", { endAt: NOW_MS }, "is past", "after 24 Nov 2026 at 00:00 UTC"],
    [
      "an end before the start",
      { startAt: NOW_MS + DAY_MS, endAt: NOW_MS + 5 },
      "24 Nov 2026 at 00:00:00.005 UTC, is before the start",
      "25 Nov 2026 at 00:00 UTC",
    ],
  ])("%s", (_, within, problem, legal) => {
    const { field, message } = refusal({ trigger: daily, ...within });
    expect(field).toBe("endAt");
    expect(message).toContain(problem);
    expect(message).toContain(legal);
  });

  it("leave room for a first planned time", () => {
    const refused = refusal({ trigger: daily, startAt: NOW_MS + 5, endAt: NOW_MS + 10 });
    expect(refused).toMatchObject({ field: "expression", value: "0 0 * * *" });
    expect(refusal({ trigger: every, endAt: NOW_MS + 59_999 }).field).toBe("everyMs");
    validateTiming({ trigger: every as never, endAt: NOW_MS + 60_000 }, NOW_MS);
    const afterEnd = { kind: "afterEnd", delayMs: 60_000 };
    expect(refusal({ trigger: afterEnd, endAt: NOW_MS + 59_999 }).field).toBe("delayMs");
  });

  it("may lie beyond the ten years in which a first time is looked for", () => {
    const startAt = NOW_MS + 5_000 * DAY_MS;
    expect(() => validateTiming({ trigger: daily as never, startAt }, NOW_MS)).not.toThrow();
  });
});

const numbers = boundsOf(z.toJSONSchema(Timing, { io: "input" }));

describe("numbers", () => {
  it("are all looked at", () => {
    expect(numbers.map(({ path }) => path.join("."))).toEqual([
      "trigger.everyMs",
      "trigger.delayMs",
      "startAt",
      "endAt",
      "limit",
      "jitterMs",
      "missed.windowMs",
      "missed.max",
      "pauseAfterFailures",
    ]);
  });

  it.each(numbers)("$path keep to their schema", ({ path, least, most, kind }) => {
    const field = path.filter((key) => key !== "trigger").join(".");
    for (const value of [least - 1, most + 1, least + 0.5, "5", null, Number.NaN, Infinity]) {
      const { field: named, message } = refusal(timingWith(path, value, kind));
      expect(named).toBe(field);
      expect(message).toContain(`The field ${field} cannot be ${shownAs(value)}`);
      expect(message).toContain(`${least.toLocaleString("en")} to ${most.toLocaleString("en")}`);
    }
  });

  const shownAs = (value: unknown) => (typeof value === "string" ? `"${value}"` : String(value));
});

describe("words", () => {
  it.each([
    ["kind", { trigger: { kind: "rarely" } }, "every, cron and afterEnd"],
    ["overlap", { trigger: every, overlap: "maybe" }, "skip, allow, queueOne"],
    ["missed.policy", { trigger: every, missed: { policy: "some" } }, "latest, all or skip"],
    ["anchor", { trigger: { ...every, anchor: "end" } }, '"start", "epoch" or'],
    ["expression", { trigger: { kind: "cron" } }, "a cron expression"],
    ["timeZone", { trigger: { ...daily, timeZone: 5 } }, "Europe/Berlin"],
    ["trigger", {}, "an object with a kind"],
    ["colour", { trigger: every, colour: "red" }, "the fields that are known"],
    ["expression", { trigger: { ...every, expression: "* * * * *" } }, "fields that are known"],
  ])("%s", (field, timing, legal) => {
    const refused = refusal(timing);
    expect(refused.field).toBe(field);
    expect(refused.message).toContain(legal);
  });
});

interface Bounds {
  path: string[];
  least: number;
  most: number;
  kind: string;
}

interface Schema {
  type?: string;
  minimum?: number;
  maximum?: number;
  const?: string;
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
}

/** Every whole number that a schema has, and what it may be. */
function boundsOf(schema: object, path: string[] = [], kind = ""): Bounds[] {
  const { type, minimum, maximum, properties = {}, oneOf = [] } = schema as Schema;
  if (type === "integer") return [{ path, least: minimum!, most: maximum!, kind }];
  return [
    ...oneOf.flatMap((of) => boundsOf(of, path, of.properties?.kind?.const)),
    ...Object.entries(properties).flatMap(([key, of]) => boundsOf(of, [...path, key], kind)),
  ];
}

function timingWith([outer, inner]: string[], value: unknown, kind: string): object {
  const trigger = kind === "" ? every : { kind };
  if (outer === "trigger") return { trigger: { ...trigger, [inner!]: value } };
  return { trigger, [outer!]: inner === undefined ? value : { [inner]: value } };
}
