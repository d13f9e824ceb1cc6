import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Which of our folders a folder may import from. Arrows point one way; `lib/testing` is for tests alone. */
const MAY_IMPORT: Record<string, string[]> = {
  "lib/errors.ts": [],
  "lib/clock.ts": [],
  "lib/escape-controls.ts": [],
  "lib/log-fields.ts": ["lib/jobs"],
  "lib/logger.ts": ["lib/escape-controls.ts", "lib/log-fields.ts"],
  "lib/field-messages.ts": ["lib/errors.ts"],
  "lib/schedule": [],
  "lib/jobs": ["lib/errors.ts", "lib/field-messages.ts", "lib/schedule"],
  "lib/outgoing": [],
  "lib/tls-files.ts": [],
  "lib/config.ts": ["lib/auth", "lib/jobs", "lib/outgoing", "lib/tls-files.ts"],
  "lib/redis": ["lib/clock.ts", "lib/errors.ts", "lib/jobs", "lib/logger.ts"],
  "lib/auth": ["lib/api", "lib/errors.ts", "lib/jobs", "lib/redis"],
  "lib/queue": ["lib/jobs", "lib/redis", "lib/schedule"],
  "lib/access": ["lib/config.ts", "lib/auth", "lib/queue", "lib/redis"],
  "lib/api": ["lib/jobs", "lib/schedule", "lib/errors.ts"],
  "lib/process": [
    "lib/config.ts",
    "lib/escape-controls.ts",
    "lib/logger.ts",
    "lib/auth",
    "lib/redis",
  ],
  "lib/alerts": [
    "lib/api",
    "lib/errors.ts",
    "lib/jobs",
    "lib/logger.ts",
    "lib/outgoing",
    "lib/process",
    "lib/redis",
  ],
  "lib/executor": [
    "lib/jobs",
    "lib/queue",
    "lib/redis",
    "lib/clock.ts",
    "lib/logger.ts",
    "lib/process",
    "lib/field-messages.ts",
  ],
  "lib/scheduler": [
    "lib/alerts",
    "lib/api",
    "lib/jobs",
    "lib/queue",
    "lib/redis",
    "lib/schedule",
    "lib/clock.ts",
    "lib/errors.ts",
    "lib/logger.ts",
    "lib/outgoing",
    "lib/process",
    "lib/field-messages.ts",
  ],
  "lib/index.ts": [
    "lib/api",
    "lib/errors.ts",
    "lib/executor",
    "lib/jobs",
    "lib/redis",
    "lib/scheduler",
  ],
  workers: ["lib"],
  app: ["lib"],
};

/** What runs in a browser may know the contract and pure logic, never the store. */
const BROWSER_MAY_IMPORT = ["app", "lib/api", "lib/jobs", "lib/schedule", "lib/errors.ts"];

const folderOf = (path: string) =>
  Object.keys(MAY_IMPORT)
    .filter((folder) => path === folder || path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)[0];

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter(
      (file) =>
        /\.tsx?$/.test(file) &&
        !file.endsWith(".test.ts") &&
        !/^(lib|app\/_server)\/testing/.test(file),
    );
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"((?:\.{1,2}|@)\/[^"]+)"/g)].map(
    ([, target]) =>
      target!.startsWith("@/")
        ? target!.slice(2)
        : relative(ROOT, resolve(ROOT, dirname(file), target!)),
  );
}

const files = [...sources("lib"), ...sources("workers"), ...sources("app")];

describe("layers", () => {
  it("every source file belongs to one", () => {
    expect(files.filter((file) => folderOf(file) === undefined)).toEqual([]);
  });

  it.each(files)("%s imports only from below", (file) => {
    const own = folderOf(file)!;
    const allowed = [own, ...MAY_IMPORT[own]!];
    const wrong = importsOf(file).filter(
      (target) =>
        target !== "package.json" &&
        !allowed.some((folder) => target === folder || target.startsWith(`${folder}/`)),
    );
    expect(wrong).toEqual([]);
  });

  const clientFiles = files.filter((file) =>
    readFileSync(join(ROOT, file), "utf8").startsWith('"use client"'),
  );

  it.each(clientFiles)("%s brings nothing of the server into the browser", (file) => {
    const wrong = importsOf(file).filter(
      (target) =>
        target.startsWith("app/_server") ||
        !BROWSER_MAY_IMPORT.some((folder) => target === folder || target.startsWith(`${folder}/`)),
    );
    expect(wrong).toEqual([]);
  });
});
