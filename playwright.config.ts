import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/support/browser.ts";

const browser = await findBrowser(resolve(".cache", "chromium-147.0.0"));

export default defineConfig({
  testDir: "e2e",
  // One product a worker, on two cores.
  workers: 1,
  timeout: 60_000,
  // Two cores carry the product, the browser and the test: what comes late is not what is wrong.
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: process.env.CARILLON_REPORT
    ? [["list"], ["json", { outputFile: process.env.CARILLON_REPORT }]]
    : "list",
  outputDir: ".cache/e2e",
  use: {
    launchOptions: browser,
    video: "off",
    trace: "retain-on-failure",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 900 },
  },
});
