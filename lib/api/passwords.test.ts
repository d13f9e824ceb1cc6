import { describe, expect, it } from "vitest";
import { passwordProblem } from "./passwords.ts";

describe("a new password", () => {
  it.each([
    "four words in a row",
    "Tr0ub4dor&3-horse",
    "пароль из слов и чисел",
    "administers 48 queues at night",
    "918273645546",
  ])("may be %s", (password) => expect(passwordProblem(password, "ana")).toBeNull());

  it.each([
    ["short", /at least 12 characters/],
    ["x".repeat(201), /at most 200 characters/],
    ["anaanaanaana", /must not be the name/],
    ["ana-ana-ana-1", /must not be the name/],
    ["password1234", /tried first/],
    ["ChangeMe!2026", /tried first/],
    ["Carillon-Admin", /tried first/],
    ["123456789012", /tried first/],
    ["abcdefghijkl", /tried first/],
    ["aaaaaaaaaaaa", /tried first/],
    ["abc1abc1abc1ab", /tried first/],
    ["qwertyuiop12", /tried first/],
  ])("may not be %s", (password, problem) =>
    expect(passwordProblem(password, "ana")).toMatch(problem),
  );
});
