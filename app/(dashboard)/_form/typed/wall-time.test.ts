import { describe, expect, it } from "vitest";
import {
  clockOf,
  inZone,
  instantOf,
  problemOf,
  read,
  type WallTime,
  wallTimeOf,
} from "./wall-time.ts";

const berlin = (text: string, pass: WallTime["pass"] = ""): WallTime => ({
  text,
  timeZone: "Europe/Berlin",
  pass,
});

describe("a typed time", () => {
  it("is an instant", () => {
    expect(read(berlin("2026-07-01T12:00"))).toEqual({
      kind: "instant",
      instant: "2026-07-01T10:00:00.000Z",
    });
    expect(read(berlin(""))).toEqual({ kind: "none" });
  });

  it("is told by its clock", () => {
    expect(
      ["03:00", "03:00:00", "03:00:07"].map((at) => clockOf(berlin(`2027-03-28T${at}`))),
    ).toEqual(["03:00", "03:00", "03:00:07"]);
  });

  it("in a gap is none, with the two ways out of it", () => {
    const time = berlin("2027-03-28T02:30");
    expect(read(time)).toEqual({
      kind: "gap",
      ways: [berlin("2027-03-28T03:00"), berlin("2027-03-28T03:30")],
    });
    expect(problemOf(time)).toBe(
      "02:30 does not exist on 28 March 2027 in Berlin: the clocks are put forward over it.",
    );
    expect(read(berlin("2027-03-28T02:00"))).toMatchObject({ ways: [berlin("2027-03-28T03:00")] });
  });

  it("in an overlap is none until it is said which", () => {
    expect(read(berlin("2027-10-31T02:30"))).toEqual({
      kind: "twice",
      instants: ["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"],
    });
    expect(instantOf(berlin("2027-10-31T02:30", "first"))).toBe("2027-10-31T00:30:00.000Z");
    expect(instantOf(berlin("2027-10-31T02:30", "second"))).toBe("2027-10-31T01:30:00.000Z");
  });

  it.each([
    ["Europe/Berlin", "2027-10-31T00:30:00.000Z", "2027-10-31T02:30"],
    ["Europe/Berlin", "2027-10-31T01:30:00.000Z", "2027-10-31T02:30"],
    ["Australia/Lord_Howe", "2026-04-04T15:15:00.000Z", "2026-04-05T01:45"],
    ["America/New_York", "2026-11-24T09:41:07.042Z", "2026-11-24T04:41:07.042"],
    ["UTC", "2026-11-24T09:41:07.000Z", "2026-11-24T09:41:07"],
  ])("of an instant in %s comes back as it was", (timeZone, instant, text) => {
    const time = wallTimeOf(instant, timeZone);
    expect(time.text).toBe(text);
    expect(instantOf(time)).toBe(instant);
    expect(instantOf(inZone(time, "Asia/Kathmandu"))).toBe(instant);
  });
});
