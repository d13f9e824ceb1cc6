import { expect, it } from "vitest";
import { ownPath } from "./own-path.ts";

it.each([
  ["/jobs", "/jobs"],
  ["/jobs?state=failed&q=a%20b", "/jobs?state=failed&q=a%20b"],
  ["/a/../b", "/b"],
  [undefined, "/"],
  [["/jobs", "/queues"], "/"],
  ["", "/"],
  ["jobs", "/"],
  ["//", "/"],
  ["//evil.example", "/"],
  ["///evil.example", "/"],
  ["/\\evil.example", "/"],
  ["\\\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/a/..//evil.example", "/"],
  ["/%2e//evil.example", "/"],
  ["/.\\/evil.example", "/"],
  ["https://evil.example/jobs", "/"],
  ["http://carillon/jobs", "/"],
  ["http:evil.example", "/"],
  ["javascript:alert(1)", "/"],
  [" javascript:alert(1)", "/"],
  ["data:text/html,x", "/"],
  ["http://[", "/"],
  ["//[", "/"],
])("after %j one goes on to %s", (next, expected) => {
  expect(ownPath(next)).toBe(expected);
});
