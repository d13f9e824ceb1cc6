import { describe, expect, it } from "vitest";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import { changesBetween } from "./changes.ts";
import { compare } from "./merge.ts";

const base: PutSchedule = {
  job: "demo.echo",
  args: { to: "ana", subject: "Report" },
  every: 300_000,
  overlap: "skip",
  missed: { policy: "latest", max: 100 },
  queue: "default",
};

describe("two edits of one periodic job", () => {
  const theirs: PutSchedule = { ...base, every: 600_000, args: { to: "ben", subject: "Report" } };
  const mine: PutSchedule = {
    ...base,
    every: undefined,
    cron: "0 9 * * *",
    args: { to: "ana", subject: "Digest" },
    limit: 5,
  };
  const { differences, merge } = compare(base, theirs, mine);

  it("are told apart by what each has changed", () => {
    expect(differences.map(({ path, only }) => [path, only])).toEqual([
      ["trigger", null],
      ["limit", "mine"],
      ["args.subject", "mine"],
      ["args.to", "theirs"],
    ]);
  });

  it("become one by the side that is chosen, and each keeps what it alone has changed", () => {
    expect(merge({ trigger: "mine" })).toMatchObject({
      cron: "0 9 * * *",
      timeZone: "UTC",
      limit: 5,
      args: { to: "ben", subject: "Digest" },
    });
    expect(merge({ trigger: "mine" })).not.toHaveProperty("every");
    expect(merge({ trigger: "theirs", limit: "theirs", "args.to": "mine" })).toEqual({
      ...base,
      every: 600_000,
      args: { to: "ana", subject: "Digest" },
    });
  });

  it("that did the same have nothing to choose", () => {
    expect(compare(base, mine, mine).differences.every(({ only }) => only === "theirs")).toBe(true);
  });

  it("differ as a whole where arguments have no names", () => {
    const positional = { ...base, args: ["eu", 250] };
    expect(compare(base, theirs, positional).differences.map(({ path }) => path)).toContain("args");
    expect(compare(base, theirs, positional).merge({ args: "mine" }).args).toEqual(["eu", 250]);
  });
});

describe("the changes of an edit", () => {
  const said = (after: Partial<PutSchedule>) =>
    changesBetween(base, { ...base, ...after }, "UTC").map(
      ({ label, before, after: is }) => `${label}: ${before} → ${is}`,
    );

  it("are none for what is the same by default", () => {
    expect(
      said({
        overlap: undefined,
        missed: "latest",
        anchor: "start",
        immediately: false,
        jitterMs: 0,
      }),
    ).toEqual([]);
  });

  it("are said in words", () => {
    expect(said({ every: 600_000, anchor: "epoch" })).toEqual([
      "When: every 5 minutes → every 10 minutes, counted from 1 January 1970",
    ]);
    expect(said({ overlap: "queueAll", missed: { policy: "all", max: 7 } })).toEqual([
      "When a run is still alive: skip it → keep all waiting",
      "After a time without a scheduler: run the latest → run all of them, at most 7",
    ]);
    expect(said({ tags: ["a", "b"], timeoutMs: 90_000 })).toEqual([
      "Timeout of an attempt: as its job type → 90 seconds",
      "Tags: none → a, b",
    ]);
    expect(said({ args: { to: "ana" } })).toEqual(['Argument subject: "Report" → left out']);
  });

  it("are shown as they are where words are too coarse", () => {
    expect(
      changesBetween(
        { ...base, startAt: "2027-01-01T00:00:00.001Z" },
        { ...base, startAt: "2027-01-01T00:00:00.002Z" },
        "UTC",
      )[0],
    ).toMatchObject({ before: '"2027-01-01T00:00:00.001Z"' });
  });
});
