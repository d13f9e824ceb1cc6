import { describe, expect, it } from "vitest";
import { lengthField, lengthOf, lengthText } from "../typed/typed.ts";
import { limitsAsked, limitsBody } from "./asked-limits.ts";

const asked = (part: Partial<ReturnType<typeof limitsAsked>>, isPeriodic = false) =>
  JSON.parse(JSON.stringify(limitsBody({ ...limitsAsked({}), ...part }, isPeriodic))) as unknown;

describe("what the form asks for", () => {
  it("is nothing, where nothing was typed", () => {
    expect(asked({})).toEqual({});
  });

  it("is a whole group, where one of its fields was: the server says what it lacks", () => {
    expect(asked({ concurrency: { key: "", limit: "2" } })).toEqual({
      concurrency: { key: "", limit: 2 },
    });
    expect(
      asked({ rateLimit: { key: "api", limit: "", per: { amount: "x", unit: "days" } } }),
    ).toEqual({ rateLimit: { key: "api", perMs: "x" } });
  });

  it("takes parents by line, comma and space", () => {
    expect(asked({ parents: " a,b\n\nc  d," })).toEqual({ parents: ["a", "b", "c", "d"] });
  });

  it("leaves out of a periodic job what only one job can hold", () => {
    const unique = { ...limitsAsked({}).unique, key: "k" };
    const part = { unique, parents: "a", concurrency: { key: "crm", limit: "1" } };
    expect(asked(part, true)).toEqual({ concurrency: { key: "crm", limit: 1 } });
  });
});

describe("a length of time", () => {
  it.each([0, 1, 1_500, 60_000, 90_000, 7_200_000, 43_200_000, 86_400_000])(
    "of %d ms comes back as it was",
    (ms) => {
      expect(lengthField(lengthOf(ms, "hours"))).toBe(ms);
    },
  );

  it("is told in the largest unit it is a whole number of", () => {
    expect(lengthOf(7_200_000, "seconds")).toEqual({ amount: "2", unit: "hours" });
    expect(lengthOf(90_000, "days")).toEqual({ amount: "90", unit: "seconds" });
    expect([100, 60_000, 86_400_000 * 3].map(lengthText)).toEqual([
      "0.1 seconds",
      "1 minute",
      "3 days",
    ]);
  });
});
