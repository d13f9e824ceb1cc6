import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("./testing/answers.ts", import.meta.url));
const PROCESS_ZONES = ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"];

/** What the program answers in a process of a zone of its own. */
async function answersIn(TZ: string) {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", PROGRAM], {
    env: { ...process.env, TZ },
  });
  return JSON.parse(stdout) as { digest: string; answers: number; offset: number };
}

it("next times, counts, previews and descriptions are the same whatever the zone of the process", async () => {
  const answers = [];
  for (const zone of PROCESS_ZONES) answers.push(await answersIn(zone));
  expect(new Set(answers.map(({ offset }) => offset)).size).toBe(PROCESS_ZONES.length);
  expect(answers[0]!.answers).toBeGreaterThan(30_000);
  expect(new Set(answers.map(({ digest }) => digest)).size).toBe(1);
}, 120_000);
