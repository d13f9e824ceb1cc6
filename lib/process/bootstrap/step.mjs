import { spawn } from "node:child_process";

const TICK_MS = 1_000;

/**
 * Runs one step of getting ready: its name and the seconds it takes are shown, its output only when it fails.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>}
 */
export function runStep(title, command, args, cwd) {
  const sinceMs = Date.now();
  const seconds = () => Math.round((Date.now() - sinceMs) / 1_000);
  const isTerminal = process.stdout.isTTY;
  process.stdout.write(isTerminal ? `${title}…` : `${title}…\n`);
  const timer = setInterval(() => {
    if (isTerminal) process.stdout.write(`\r${title}… ${seconds()} s`);
  }, TICK_MS);
  return new Promise((resolve, reject) => {
    const output = [];
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      process.stdout.write(
        isTerminal ? `\r${title}: done in ${seconds()} s\n` : `${title}: done in ${seconds()} s\n`,
      );
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(
        new Error(
          `${title} failed: ${command} ${args.join(" ")} ended with ${code}. Its output stands above.`,
        ),
      );
    });
  });
}
