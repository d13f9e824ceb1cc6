import { escapeControls } from "../../escape-controls.ts";

const NAME_WIDTH = 9;
const COLOURS: Record<string, number> = { web: 36, scheduler: 33, executor: 32, redis: 35 };
const LEVELS: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
const HIDDEN = new Set(["level", "time", "msg", "process", "err", "executor", "scheduler"]);

/** Writes one line of a part of the product: `web       | 09:41:07 info ready`. */
export function writeLine(name: string, text: string): void {
  const label = name.padEnd(NAME_WIDTH);
  const colour = COLOURS[name] ?? 37;
  const prefix = process.stdout.isTTY ? `\u001b[${colour}m${label}\u001b[0m` : label;
  process.stdout.write(`${prefix} | ${readable(text)}\n`);
}

/** A pino line as people read it; any other line as it is. */
export function readable(line: string): string {
  if (!line.startsWith("{")) return line;
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const { time, level, msg, err } = fields;
  if (typeof time !== "string") return line;
  const rest = Object.entries(fields)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const reason =
    typeof err === "object" && err !== null && "message" in err ? `(${String(err.message)})` : "";
  const said = [time.slice(11, 19), LEVELS[Number(level)] ?? "", String(msg), reason, ...rest];
  // They were escaped in the line, and are so again.
  return escapeControls(said.filter(Boolean).join(" "));
}
