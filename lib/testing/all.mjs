// `npm test`: every test there is, on a bare machine. Node alone until the dependencies are there.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "../process/bootstrap/build.mjs";
import { ensureDependencies } from "../process/bootstrap/dependencies.mjs";
import { requireNode } from "../process/bootstrap/node-version.mjs";

requireNode();
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
process.chdir(root);
const reports = join(root, ".cache", "reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

try {
  await ensureDependencies(root);
  await ensureBuild(root);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const unit = join(reports, "unit.json");
const e2e = join(reports, "e2e.json");
await run([
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${unit}`,
]);
await run(["node_modules/@playwright/test/cli.js", "test"], { CARILLON_REPORT: e2e });

const results = [unitResult(unit), e2eResult(e2e)];
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<void>}
 */
function run(args, env = {}) {
  return new Promise((over) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: "inherit",
    });
    child.on("exit", () => over());
  });
}

/** A run without a report did not get as far as its tests: that is one failure. */
function unitResult(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  const isUnwell = !report.success && report.numFailedTests + brokenFiles === 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles + (isUnwell ? 1 : 0),
  };
}

function e2eResult(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
