import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KEY_PATTERNS } from "./fsck/keys.ts";

const page = readFileSync(new URL("STATES.md", import.meta.url), "utf8");

/** The names in the first column of every table with this heading. */
function firstColumn(heading: string): string[] {
  const [, ...tables] = page.split(new RegExp(`^\\| ${heading} .*\\n.*\\n`, "m"));
  return tables.flatMap((rest) => {
    const rows = rest.slice(0, rest.search(/^(?!\|)/m)).split("\n");
    return rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
  });
}

describe("STATES.md", () => {
  it("names every script, and no other", () => {
    const files = readdirSync(new URL("lua/", import.meta.url)).filter((file) =>
      file.endsWith(".lua"),
    );
    const scripts = files.map((file) => file.slice(0, -".lua".length));
    expect(firstColumn("Script").toSorted()).toEqual(scripts.toSorted());
  });

  it("names every key of a queue that the check knows, and no other", () => {
    const keys = Object.keys(KEY_PATTERNS).map((pattern) => `T:${pattern}`);
    const named = firstColumn("Key").filter((key) => key.startsWith("T:"));
    expect(named.toSorted()).toEqual(keys.toSorted());
  });
});
