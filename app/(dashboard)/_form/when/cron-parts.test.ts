import { describe, expect, it } from "vitest";
import { cronOf, partsOf } from "./cron-parts.ts";

describe("a cron expression put together", () => {
  it.each([
    "15 * * * *",
    "0 9 * * *",
    "0 9 * * 1-5",
    "30 23 * * 1,3",
    "5 0 * * 6,7",
    "0 6 1 * *",
    "30 23 L * *",
    "59 23 31 * *",
  ])("%s is taken apart and put together again", (cron) => {
    expect(cronOf(partsOf(cron)!)).toBe(cron);
  });

  it.each([
    "*/15 * * * *",
    "0 9 * 6 *",
    "0 9 1 * 1",
    "0 9-17 * * *",
    "61 9 * * *",
    "0 24 * * *",
    "0 9 * * 0",
    "0 9 * * 5-1",
    "0 9 * * MON",
    "0 0 9 * * *",
    "@daily",
    "",
  ])("%s says more, or nothing", (cron) => {
    expect(partsOf(cron)).toBeNull();
  });
});
