import type { User } from "../users.ts";

const HEAD = ["NAME", "ROLE", "QUEUES", "STATE", "LAST SIGN-IN"];

/** Accounts as lines, in columns. */
export function userTable(users: User[]): string {
  if (users.length === 0)
    return "There are no accounts yet: npm run user -- add <name> --role admin";
  const rows = [HEAD, ...users.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const rowOf = ({ name, role, queues, isDisabled, signedInMs }: User): string[] => [
  name,
  role,
  queues === "*" ? "*" : queues.join(",") || "none",
  isDisabled ? "disabled" : "active",
  signedInMs === null ? "never" : new Date(signedInMs).toISOString(),
];
