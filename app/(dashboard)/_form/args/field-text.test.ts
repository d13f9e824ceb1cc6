import { describe, expect, it } from "vitest";
import { numberFrom, rangeText, textOrLeftOut } from "./field-text.ts";

describe("what is typed for a number", () => {
  it.each([
    ["7", 7],
    [" -1.5 ", -1.5],
  ])("%j is a number", (text, number) => expect(numberFrom(text)).toBe(number));

  it.each(["", "  "])("%j is left out", (text) => expect(numberFrom(text)).toBeUndefined());

  it.each(["many", "1.", "1e3", "007", "Infinity", "9007199254740993"])(
    "%j stays as it was typed",
    (text) => expect(numberFrom(text)).toBe(text),
  );
});

describe("an emptied text", () => {
  it("is left out where nobody asks for it", () =>
    expect(textOrLeftOut("", false)).toBeUndefined());
  it("is an empty text where it is required", () => expect(textOrLeftOut("", true)).toBe(""));
});

describe("the range of a number", () => {
  it.each([
    [{ least: 2, most: 1_000 }, "2 to 1,000."],
    [{ least: 0 }, "0 or more."],
    [{ most: -1 }, "-1 at most."],
    [{}, ""],
    [{ least: 1, most: Number.MAX_SAFE_INTEGER }, "1 or more."],
    [{ least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER }, ""],
  ])("%j reads %j", (bounds, text) => expect(rangeText(bounds)).toBe(text));
});
