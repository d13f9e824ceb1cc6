import { describe, expect, it } from "vitest";
import { jobListQuery, type JobListAddress } from "./job-list-query.ts";

const NOW_MS = Date.parse("2026-11-25T10:41:07.123Z");

describe("the address of a list of jobs", () => {
  const nothing: JobListAddress = {
    state: null,
    queue: null,
    type: null,
    tag: null,
    schedule: null,
    q: null,
    within: null,
    from: null,
    to: null,
    cursor: null,
  };

  it("asks for what it says, and names what it got wrong", () => {
    const address = {
      ...nothing,
      q: 'say "no"',
      tag: "Not A Tag",
      from: "yesterday",
      state: "ready",
    };
    expect(jobListQuery(address, NOW_MS)).toEqual({
      query: { q: 'say "no"', state: "ready" },
      ignored: ["tag", "from"],
    });
  });

  it("turns a span into instants", () => {
    expect(jobListQuery({ ...nothing, within: "1h" }, NOW_MS).query).toEqual({
      from: "2026-11-25T09:41:00.000Z",
    });
  });
});
