import { describe, expect, it } from "vitest";
import { CreateSchedule } from "./api/schedule-definition.ts";
import type { CarillonError } from "./errors.ts";
import { parsed } from "./field-messages.ts";

const problemsOf = (part: object) => {
  try {
    parsed(CreateSchedule, { job: "demo.echo", args: {}, every: 60_000, ...part });
    return [];
  } catch (error) {
    return (error as CarillonError).fields;
  }
};

describe("what is wrong within a union", () => {
  it.each([
    ["a bad type", { missed: { policy: "all", max: "many" } }, "missed.max", "must be a number"],
    ["a bad range", { missed: { windowMs: -1 } }, "missed.windowMs", "must be at least 0"],
    [
      "a bad word",
      { missed: { policy: "some" } },
      "missed.policy",
      "must be one of latest, all, skip",
    ],
    ["no form at all", { missed: 7 }, "missed", "fits none of its forms"],
    [
      "no instant",
      { anchor: "noon" },
      "anchor",
      "must be an instant with a zone, such as 2026-03-29T02:30:00Z",
    ],
  ])("is told by its field: %s", (_, part, path, message) => {
    expect(problemsOf(part)).toEqual([{ path, message }]);
  });
});
