import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runStep } from "./step.mjs";

/** What goes into the build. */
const SOURCES = [
  "app",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const NOT_BUILT = /\.test\.tsx?$|\.lua$|\.md$/;

/**
 * Builds the web part when there is no build, or its sources have changed since.
 * @param {string} root
 */
export async function ensureBuild(root) {
  const stamp = join(root, ".next", "carillon-build");
  const print = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === print) return;
  await runStep(
    "Building the dashboard",
    process.execPath,
    [join("node_modules", "next", "dist", "bin", "next"), "build"],
    root,
  );
  writeFileSync(stamp, print);
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash("sha256").update(process.versions.node);
  for (const source of SOURCES)
    for (const file of filesOf(root, source))
      hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const entries = readdirSyncOrNull(full);
  if (entries === null) return NOT_BUILT.test(path) ? [] : [path];
  return entries.toSorted().flatMap((name) => filesOf(root, join(path, name)));
}

/** @param {string} path */
function readdirSyncOrNull(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return null;
    throw error;
  }
}
