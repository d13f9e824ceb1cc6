import { describe, expect, it } from "vitest";
import { CUSTOM_BACKOFF, DEFAULT_BACKOFF } from "@/lib/jobs/backoff.ts";
import { retriesText } from "./retries.ts";

const fixed = { ...DEFAULT_BACKOFF, kind: "fixed", delayMs: 5_000, jitter: 0 } as const;

describe("the waits between attempts, in words", () => {
  it.each([
    ["nothing for one attempt", DEFAULT_BACKOFF, 1, null],
    ["each wait", DEFAULT_BACKOFF, 5, "tries again after about 1 s, 2 s, 4 s, 8 s"],
    [
      "no “about” without chance",
      { ...DEFAULT_BACKOFF, jitter: 0 },
      3,
      "tries again after 1 s, 2 s",
    ],
    ["equal ones once", fixed, 4, "tries again after 5 s each time"],
    ["a single one as it is", fixed, 2, "tries again after 5 s"],
    ["none to wait for", { ...fixed, delayMs: 0 }, 2, "tries again after 0 s"],
    [
      "of many the first and the last",
      DEFAULT_BACKOFF,
      20,
      "tries again after about 1 s, 2 s, 4 s, 8 s, 16 s and so on up to 1 h",
    ],
    [
      "no times when code decides",
      CUSTOM_BACKOFF,
      3,
      "tries again when the job type's own code says",
    ],
  ])("name %s", (_, backoff, attempts, text) => {
    expect(retriesText(backoff, attempts)).toBe(text);
  });
});
