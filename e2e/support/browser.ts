import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const SYSTEM_BROWSERS = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export interface Browser {
  executablePath: string;
  args: string[];
}

/**
 * Finds a Chromium without a download: the one that CHROMIUM_BIN names, Playwright's own, one of the system, or the one
 * that comes as an npm package (x64 Linux).
 * @throws Error with the command that gets one
 */
export async function findBrowser(cacheDir: string): Promise<Browser> {
  const known = [process.env.CHROMIUM_BIN, chromium.executablePath(), ...SYSTEM_BROWSERS];
  const found = known.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return { executablePath: found, args: ["--no-sandbox"] };
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser(cacheDir);
  throw new Error("No Chromium was found. Run: npx playwright install chromium");
}

/** The package unpacks itself into TMPDIR, and does so completely only when it believes to be on Lambda. */
async function packagedBrowser(cacheDir: string): Promise<Browser> {
  mkdirSync(cacheDir, { recursive: true });
  const systemTmp = process.env.TMPDIR;
  process.env.TMPDIR = cacheDir;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    const executablePath = await packaged.executablePath();
    // Its own list of font folders names /tmp alone: without any font the browser falls over at the first input.
    writeFileSync(join(cacheDir, "fonts", "fonts.conf"), fontList(cacheDir));
    return { executablePath, args: ["--no-sandbox", "--disable-gpu"] };
  } finally {
    delete process.env.AWS_EXECUTION_ENV;
    if (systemTmp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = systemTmp;
  }
}

const fontList = (cacheDir: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(cacheDir, "fonts")}</dir>
  <cachedir>${join(cacheDir, "fonts-cache")}</cachedir>
</fontconfig>
`;
