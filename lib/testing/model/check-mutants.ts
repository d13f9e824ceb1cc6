import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Redis } from "ioredis";
import { scripts } from "../../queue/scripts.generated.ts";
import { connectRedis, untilReady } from "../../redis/connection.ts";
import { findRedis } from "../../redis/embedded/find.ts";
import { startEmbeddedRedis } from "../../redis/embedded/server.ts";
import { type Script, scriptOf } from "../../redis/script.ts";
import { checkModel } from "./check-model.ts";
import { FENCING } from "./mutants/fencing.ts";
import { KEYS } from "./mutants/keys.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { OPERATORS } from "./mutants/operators.ts";
import { OVERLAPS } from "./mutants/overlaps.ts";
import { PLANS } from "./mutants/plans.ts";
import { RUNS } from "./mutants/runs.ts";
import { STATES } from "./mutants/states.ts";

/**
 * `npm run mutants [part of a name]`: whether the model-based test catches the bugs that engines like this one have had, or nearly.
 * Each gets as many runs as there are in `npm test`, or MUTANT_RUNS.
 */
const SERIES = Number(process.env.MUTANT_RUNS ?? 300);
const ONLY = process.argv[2] ?? "";

const current = scripts as Record<string, Script>;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Puts the bug in, and answers how to take it out. */
function seed({ bug, scripts: names, find, put }: Mutant): () => void {
  const originals = Object.entries(current).filter(
    ([name, { source }]) => (names?.includes(name) ?? true) && source.includes(find),
  );
  if (originals.length < (names?.length ?? 1))
    throw new Error(`The scripts have changed: there is no place for "${bug}" any more.`);
  for (const [name, { source }] of originals)
    current[name] = scriptOf(source.replace(find, () => put));
  return () => {
    for (const [name, script] of originals) current[name] = script;
  };
}

async function checkMutant(redis: Redis, mutant: Mutant): Promise<boolean> {
  const restore = seed(mutant);
  try {
    const { failed, numRuns, reason } = await checkModel(redis, { runs: SERIES, shrinks: false });
    const verdict = failed ? `caught in run ${numRuns}` : "SURVIVED";
    print(`| ${mutant.bug} | ${verdict} | ${failed ? reason : ""} |`);
    return failed;
  } finally {
    restore();
  }
}

const dataDir = mkdtempSync(join(tmpdir(), "carillon-mutants-"));
const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
const binary = await findRedis(cacheDir, process.env, print);
const server = await startEmbeddedRedis({ binary, dataDir, isPersistent: false });
const redis = connectRedis({ url: server.url, role: "worker" });
try {
  await untilReady(redis);
  let survivors = 0;
  const chosen = [
    ...FENCING,
    ...STATES,
    ...KEYS,
    ...RUNS,
    ...OVERLAPS,
    ...PLANS,
    ...OPERATORS,
  ].filter(({ bug }) => bug.includes(ONLY));
  print("| Bug | Verdict | By |\n| --- | --- | --- |");
  for (const mutant of chosen) if (!(await checkMutant(redis, mutant))) survivors++;
  print(`\n${chosen.length} bugs, ${chosen.length - survivors} caught, ${survivors} survived`);
  process.exitCode = survivors === 0 ? 0 : 1;
} finally {
  redis.disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
