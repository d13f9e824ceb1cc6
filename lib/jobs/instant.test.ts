import { describe, expect, it } from "vitest";
import { Instant, InstantInput } from "./instant.ts";

describe("an instant as callers write it", () => {
  it.each([
    "2026-11-26T07:00:00Z",
    "2026-11-26T07:00:00.123+05:30",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
  ])("may be %s, and can be answered", (text) => {
    expect(InstantInput.safeParse(text).success).toBe(true);
    expect(Instant.safeParse(new Date(text).toISOString()).success).toBe(true);
  });

  it.each(["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-14:00"])(
    "may not be %s, whose offset leads out of the years that can be answered",
    (text) =>
      expect(InstantInput.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
        "must lie in the years 0000 to 9999 of UTC",
      ]),
  );

  it.each(["", "now", "2026-02-30T00:00:00Z", "2026-11-26", "2026-11-26T07:00:00"])(
    'may not be "%s"',
    (text) => expect(InstantInput.safeParse(text).error?.issues).toHaveLength(1),
  );
});
