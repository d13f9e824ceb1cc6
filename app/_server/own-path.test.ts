import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path.ts";

describe("where to go after signing in", () => {
  it.each(["/", "/jobs", "/jobs?state=failed&q=%2F%2F", "/schedules/a.b", "/apis"])(
    "may be %s",
    (path) => expect(ownPath(path)).toBe(path),
  );

  it.each([
    undefined,
    ["/jobs"],
    "",
    "jobs",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/x/..//evil.example",
    "https://evil.example",
    "http://carillon/",
    "javascript:alert(1)",
    "/api/sign-in/oidc",
    "/x/../api/sign-in/oidc",
  ])("is the first page instead of %j", (next) => {
    expect(ownPath(next)).toBe("/");
  });
});
