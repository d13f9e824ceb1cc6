import { expect, it } from "vitest";
import { readable } from "./log-lines.ts";

const line = (fields: object) =>
  JSON.stringify({ level: 30, time: "2026-11-26T09:41:07.000Z", process: "web", ...fields });

it("a line of the log is shown with its fields", () => {
  expect(readable(line({ msg: "ready", port: 3_000, list: ["a"] }))).toBe(
    '09:41:07 info ready port=3000 list=["a"]',
  );
  expect(readable("not a log line")).toBe("not a log line");
});

it("what a terminal would obey is escaped again once the line was read", () => {
  const hostile = "\u001b]0;owned\u0007\n\u009b2J";
  const shown = readable(line({ msg: hostile, by: hostile, err: { message: hostile } }));
  expect(shown).not.toMatch(/\p{Cc}/u);
  expect(shown.match(/\\u001b/g)).toHaveLength(3);
});
