import { describe, expect, it } from "vitest";
import { MANY_PERIODIC_JOBS } from "../api/system.ts";
import { attention, NOW_MS } from "../testing/alerts.ts";
import { alertsIn, type SeenAlert } from "./alert.ts";
import { changesOf, toldAfter } from "./changes.ts";

const ALL = { kinds: null };
const seen = (subject: string, sinceMs = NOW_MS - 15_000, kind = "schedule-late" as const) =>
  ({ ...attention({ kind, subject, message: `${subject} is late` }), sinceMs }) as SeenAlert;
const told = (...subjects: string[]) =>
  toldAfter([], { opened: subjects.map((subject) => seen(subject)), resolved: [] });
const named = ({ opened, resolved }: ReturnType<typeof changesOf>) => ({
  opened: opened.map(({ subject }) => subject),
  resolved: resolved.map(({ subject }) => subject),
});

describe("what somebody is to be told", () => {
  it("is what has stood for fifteen seconds, and what is over", () => {
    const alerts = [seen("new", NOW_MS - 14_999), seen("standing"), seen("told")];
    expect(named(changesOf(ALL, told("told", "over"), alerts, NOW_MS))).toEqual({
      opened: ["standing"],
      resolved: ["over"],
    });
  });

  it("is of the kinds they want: others are neither begun nor over for them", () => {
    const wanted = { kinds: ["no-executor"] };
    const changes = changesOf(wanted, told("over"), [seen("standing")], NOW_MS);
    expect(named(changes)).toEqual({ opened: [], resolved: [] });
  });

  it("is nothing of what has not stood and is gone", () => {
    expect(named(changesOf(ALL, [], [], NOW_MS))).toEqual({ opened: [], resolved: [] });
  });

  it("is not over when it is told among many, nor are many while one of them is told by name", () => {
    const many = seen(MANY_PERIODIC_JOBS);
    expect(named(changesOf(ALL, told("a", "b"), [many], NOW_MS))).toEqual({
      opened: [MANY_PERIODIC_JOBS],
      resolved: [],
    });
    const all = told("a", "b", MANY_PERIODIC_JOBS);
    expect(named(changesOf(ALL, all, [seen("a")], NOW_MS))).toEqual({
      opened: [],
      resolved: ["b"],
    });
    const rest = told("a", MANY_PERIODIC_JOBS);
    expect(named(changesOf(ALL, rest, [], NOW_MS)).resolved).toEqual(["a", MANY_PERIODIC_JOBS]);
  });

  it("leaves what they have been told, less what is over", () => {
    const changes = changesOf(ALL, told("a", "b"), [seen("b"), seen("c")], NOW_MS);
    expect(toldAfter(told("a", "b"), changes).map(({ subject }) => subject)).toEqual(["b", "c"]);
  });
});

it("failures in a day are no alert: each is told by itself", () => {
  const all = [attention(), attention({ kind: "jobs-failed", subject: "Jobs" })];
  expect(alertsIn(all).map(({ kind }) => kind)).toEqual(["no-executor"]);
});
