import {
  compile,
  type CompiledTrigger,
  decide,
  MissedPolicy,
  validateTiming,
  zoneOf,
} from "../lib/schedule/index.ts";
import { HOSTILE } from "../lib/schedule/testing/hostile.ts";
import { Zone } from "../lib/schedule/zone.ts";
import { median } from "./statistics.ts";
import { shown, table } from "./table.ts";

/** What a next time costs once its expression is parsed. The instants asked after lie anywhere in 21 years. */
const KINDS: Record<string, string[]> = {
  "fixed time": ["30 2 * * *", "0 9 * * 1-5", "0,30 9,17 * * *"],
  "real-time spacing": ["*/5 * * * *", "0 * * * *", "*/20 1-3 * * *"],
  "each second": ["* * * * * *", "0-59 0-59 2 * * *"],
  "L, W and #": ["0 0 L * *", "0 0 LW * *", "0 0 15W * *", "0 0 * * 5#L", "0 0 1,LW * 2#3"],
  "both day fields": ["0 0 13 * FRI", "0 0 13 * +FRI", "*/30 * 13 * +FRI"],
  "leap days": ["0 0 29 2 *", "*/10 2 29 2 *", "0 0 29 2 +MON", "* * 29 2 +MON"],
  "one year": ["0 0 0 31 12 * 2036", "0 */30 * 31 12 * 2036"],
};
const ZONES = ["UTC", "Europe/Warsaw", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza"];
const INSTANTS = 2_000;
const FROM_MS = Date.UTC(2015, 0, 1);
const YEAR_MS = 366 * 86_400_000;
const YEARS = 60;
const STEP_MS = (Date.UTC(2036, 0, 1) - FROM_MS) / INSTANTS;
const MOST_US = 50;
const ROUNDS = 21;

const yearUs = ZONES.slice(1).flatMap((name) => {
  const zone = new Zone(name);
  return Array.from({ length: YEARS }, (_, year) => {
    const sinceUs = cpuUs();
    zone.offsetAt(FROM_MS + year * YEAR_MS);
    return cpuUs() - sinceUs;
  });
});
// Every expression finds what is known about the zones, as in a scheduler that has run for a while.
for (const name of ZONES) zoneOf(name).transitionIn(FROM_MS, FROM_MS + YEARS * YEAR_MS);
const rows = Object.entries(KINDS).map(([kind, expressions]) => {
  const figures = expressions.flatMap((expression) =>
    ZONES.map((timeZone, index) => {
      // The blanks make it an expression that was not met before.
      const trigger = {
        kind: "cron" as const,
        expression: expression + " ".repeat(index),
        timeZone,
      };
      const sinceUs = cpuUs();
      const compiled = compile({ trigger }, { anchorMs: 0 });
      const parseUs = cpuUs() - sinceUs;
      const next = (ms: number) => compiled.next(ms);
      return { parseUs, firstUs: meanUs(next, INSTANTS), againUs: meanUs(next, INSTANTS) };
    }),
  );
  const column = (name: "parseUs" | "firstUs" | "againUs") => figures.map((figure) => figure[name]);
  const [first, again] = [column("firstUs"), column("againUs")];
  const worst = Math.max(...first, ...again);
  return [
    kind,
    shown(median(column("parseUs"))),
    shown(median(first)),
    shown(Math.max(...first)),
    shown(median(again)),
    shown(Math.max(...again)),
    worst <= MOST_US ? "met" : "missed",
  ];
});

process.stdout.write(
  `µs of processor time; a mean is over ${INSTANTS} instants, in ${ZONES.length} zones each; at most ${MOST_US} µs.\n`,
);
process.stdout.write(
  `The clock changes of a year are read in ${shown(median(yearUs))} µs, once a zone.\n\n`,
);
process.stdout.write(
  table(["", "parse", "mean", "worst mean", "again: mean", "worst mean", "goal"], rows),
);

// What is loaded at the first refusal is no part of one.
isRefused("* * 30 2 *");
const refusals = HOSTILE.map(([what, expression]) => {
  const tookUs = Array.from({ length: ROUNDS }, () => {
    const sinceUs = cpuUs();
    if (!isRefused(expression)) throw new Error(`${what}: was not refused`);
    return cpuUs() - sinceUs;
  });
  // The first time nothing is known about the expression.
  return { what, firstUs: tookUs[0]!, medianUs: median(tookUs) };
});
const slowest = refusals.toSorted((a, b) => b.firstUs - a.firstUs)[0]!;
process.stdout.write(
  `\nA hostile expression is refused in ${shown(median(refusals.map(({ medianUs }) => medianUs)))} µs; the slowest in ${shown(slowest.firstUs)} µs (${slowest.what}).\n`,
);

const cron = { kind: "cron" as const, expression: "* * * * * *", timeZone: "Europe/Warsaw" };
const every = { kind: "every" as const, everyMs: 1_000 };
for (const trigger of [cron, every])
  for (const policy of ["latest", "all", "skip"] as const) {
    const compiled = compile({ trigger }, { anchorMs: FROM_MS });
    const took = Array.from({ length: ROUNDS }, () => millionUs(compiled, policy));
    process.stdout.write(
      `A million missed times decided, ${trigger.kind}, ${policy}: ${shown(median(took))} µs, at most ${shown(Math.max(...took))} µs.\n`,
    );
  }

function isRefused(expression: string): boolean {
  const trigger = { kind: "cron" as const, expression, timeZone: "Europe/Warsaw" };
  try {
    validateTiming({ trigger }, FROM_MS);
    return false;
  } catch {
    return true;
  }
}

function millionUs(compiled: CompiledTrigger, policy: "latest" | "all" | "skip"): number {
  const sinceUs = cpuUs();
  decide({
    compiled,
    timing: { missed: MissedPolicy.parse({ policy, max: 1_000 }), jitterMs: 0 },
    id: "each-second",
    generation: 1,
    watermarkMs: FROM_MS,
    nowMs: FROM_MS + 1_000_000_000,
  });
  return cpuUs() - sinceUs;
}

/** Of one call, when instants of the whole time are asked after in turn. */
function meanUs(ask: (ms: number) => unknown, times: number): number {
  const sinceUs = cpuUs();
  for (let time = 0; time < times; time++) ask(FROM_MS + time * STEP_MS);
  return (cpuUs() - sinceUs) / times;
}

/** Time of the processor, all threads: what else the machine does at the moment is left out. */
function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
