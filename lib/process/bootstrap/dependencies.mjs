import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runStep } from "./step.mjs";

/**
 * Installs the locked dependencies when they are missing or of another lock. Runs before any of them is there, so this
 * folder uses Node alone.
 * @param {string} root
 */
export async function ensureDependencies(root) {
  const stamp = join(root, "node_modules", ".carillon-lock");
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  if (!existsSync(stamp) && installedByHand(root)) return writeFileSync(stamp, hash);
  await runStep("Installing dependencies", "npm", ["ci", "--no-audit", "--no-fund"], root);
  writeFileSync(stamp, hash);
}

/**
 * Whether npm itself installed this very lock: its own record names the same packages.
 * @param {string} root
 */
function installedByHand(root) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(locked).every(
    ([path, { version, optional }]) =>
      path === "" || optional || installed[path]?.version === version,
  );
}
