import { describe, expect, it } from "vitest";
import { parseCommand, UsageError } from "./arguments.ts";

const parse = (line: string) => parseCommand(line.split(" ").filter(Boolean));

describe("npm run user --", () => {
  it.each([
    ["", { verb: "help" }],
    ["--help", { verb: "help" }],
    ["list", { verb: "list" }],
    ["add ana --role viewer", { verb: "add", name: "ana", role: "viewer", queues: "*" }],
    [
      "add ana --role operator --queues mail,net",
      { verb: "add", name: "ana", role: "operator", queues: ["mail", "net"] },
    ],
    ["role ana admin", { verb: "role", name: "ana", role: "admin" }],
    ["queues ana mail", { verb: "queues", name: "ana", queues: ["mail"] }],
    ["queues ana *", { verb: "queues", name: "ana", queues: "*" }],
    ["sign-out ana", { verb: "sign-out", name: "ana" }],
    ["remove ana", { verb: "remove", name: "ana" }],
  ])("%s", (line, command) => expect(parse(line)).toEqual(command));

  it.each([
    ["add ana", /A role is missing: choose one of viewer, operator, admin/],
    ["add ana --role root", /There is no role root/],
    ["add Ana --role viewer", /The name "Ana": use 1 to 64 of a-z/],
    ["add owner --role viewer", /is kept for Carillon itself/],
    ["add ana --role viewer --queues Mail", /The queues \["Mail"\]: use 1 to 64/],
    ["add ana --password x --role viewer", /Unknown option '--password'/],
    ["add ana eve --role viewer", /cannot be understood/],
    ["role ana", /cannot be understood/],
    ["role ana --role admin", /are for add/],
    ["queues ana CHANGELOG.md LICENSE", /A star must be quoted/],
    ["remove", /cannot be understood/],
    ["list all", /cannot be understood/],
    ["destroy ana", /npm run user -- list/],
  ])("%s is refused", (line, message) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(message);
  });
});
