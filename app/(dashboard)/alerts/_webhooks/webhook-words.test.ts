import { expect, test } from "vitest";
import { AlertKind } from "@/lib/api/alerts.ts";
import { kindsText, outcomeText, remedyOf } from "./webhook-words.ts";

test("few kinds are named, and of many those that are left out", () => {
  expect(kindsText(null)).toBe("Every alert");
  expect(kindsText(["queue-paused", "job-failed"])).toBe("Queue paused, Job failed");
  const butOne = AlertKind.options.filter((kind) => kind !== "worker-lost");
  expect(kindsText(butOne)).toBe("All but: Worker lost");
  expect(kindsText([])).toBe("Nothing");
  expect(kindsText(AlertKind.options)).toContain("No scheduler, ");
});

test("an answer says its status, and silence why", () => {
  expect(outcomeText(500, "It answered 500.")).toBe("Answered 500.");
  expect(outcomeText(null, "There was no answer within 10 s.")).toBe(
    "There was no answer within 10 s.",
  );
  expect(outcomeText(null, "connect ECONNREFUSED 10.0.0.7:443")).toBe(
    "Connect ECONNREFUSED 10.0.0.7:443.",
  );
  expect(outcomeText(null, null)).toBe("No answer came.");
});

test("each refusal says what to do", () => {
  expect(remedyOf(302)).toContain("Redirects are not followed");
  expect(remedyOf(404)).toContain("by Edit");
  expect(remedyOf(422)).toContain("what it asks for");
  expect(remedyOf(429)).toContain("more than it takes");
  expect(remedyOf(503)).toContain("its own log");
});
