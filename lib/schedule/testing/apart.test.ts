import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const SECOND_IMPLEMENTATION = ["slow-clock.ts", "slow-cron.ts", "slow-date.ts", "slow-times.ts"];

const importsOf = (path: string) =>
  [...readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    ([, of]) => of!,
  );

describe("the second implementation", () => {
  it.each(SECOND_IMPLEMENTATION)(
    "%s shares nothing with the product, nor with its libraries",
    (file) => {
      const own = SECOND_IMPLEMENTATION.map((name) => `./${name}`);
      expect(importsOf(join(import.meta.dirname, file)).filter((of) => !own.includes(of))).toEqual(
        [],
      );
    },
  );

  it("is never imported by the product", () => {
    const files = ["app", "lib", "workers"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .map((file) => join(folder, file))
        .filter((file) => /\.tsx?$/.test(file))
        .filter((file) => !file.endsWith(".test.ts") && !file.startsWith("lib/schedule/testing")),
    );
    const importers = files.filter((file) =>
      importsOf(join(ROOT, file)).some((of) => /schedule\/testing|^\.\/testing\//.test(of)),
    );
    expect(importers).toEqual([]);
  });
});
