import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { commandsInLua } from "../access/redis-users.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
/** What the code calls a connection, or a pipeline on one. A new name must be added, or its commands go unseen here. */
const CONNECTIONS = /(?<![\w"'])#?(?:redis|subscriber|pipeline|counting|reading)\b(?=\s*\.)/g;
/** Methods of ioredis and of promises that send nothing; and `call`, which is Lua's. */
const NO_COMMANDS = new Set(
  "on once off disconnect pipeline exec call then catch finally".split(" "),
);
/** What the code calls the parts of the engine whose verbs run a script; elsewhere a verb's name says enough. */
const RECEIVERS: Record<string, string> = {
  "lib/queue/queue.ts": "[qQ]ueue",
  "lib/queue/families.ts": "[fF]amil(?:y|ies)",
  "lib/queue/schedules.ts": "[sS]chedules",
  "lib/queue/operations.ts": "[oO]perations(?:Of)?",
  "lib/queue/reads.ts": "[rR]eads",
};

export interface RedisUse {
  /** Commands in lower case that the files send themselves, also by Lua that stands in them. */
  commands: string[];
  /** Scripts that they run, as `scripts` names them. */
  scripts: string[];
}

/** A method or a function, or what stands before the first of a file. */
interface Unit {
  file: string;
  name: string;
  text: string;
}

/**
 * What the code of a process, which begins at some files of it, asks of Redis: read off the text of all that they import,
 * but for methods that nobody calls. It takes what has the same name for the same: rather too much than too little.
 */
export function redisUseOf(entries: string[]): RedisUse {
  const units = [...textsOf(entries)].flatMap(([file, text]) => unitsOf(file, text));
  const mentions = countMentions(units.map(({ text }) => text));
  const definitions = countMentions(units.map(({ name }) => name));
  // A string is trimmed without an argument, a queue with some.
  const code = units.map(({ text }) => text.replaceAll(".trim()", "")).join("\n");
  const commands = new Set<string>();
  const scripts = new Set<string>();
  for (const { file, name, text } of units) {
    if (name !== "" && mentions.get(name)! <= definitions.get(name)!) continue;
    for (const command of [...commandsIn(text), ...commandsInLua(text)]) commands.add(command);
    const receiver = RECEIVERS[file];
    const call = receiver && new RegExp(`${receiver}(?:\\([^;{}]*?\\))?\\s*\\.${name}\\(`);
    if (call && !call.test(code)) continue;
    for (const [, script] of text.matchAll(/\bscripts\.(\w+),/g)) scripts.add(script!);
  }
  return { commands: [...commands].toSorted(), scripts: [...scripts].toSorted() };
}

/** The files that run when these do, by their path from the root, without their comments. */
function textsOf(entries: string[]): Map<string, string> {
  const texts = new Map<string, string>();
  const left = entries.map((entry) => join(ROOT, entry));
  while (left.length > 0) {
    const path = left.pop()!;
    const file = relative(ROOT, path);
    if (texts.has(file) || file.endsWith(".generated.ts")) continue;
    const text = readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    texts.set(file, text);
    for (const [, isType, target] of text.matchAll(
      /(?:^import|^export|\bimport\()(\stype\b)?[^;"]*?"((?:\.{1,2}|@)\/[^"]+)"/gm,
    )) {
      if (isType) continue;
      const found = target!.startsWith("@/")
        ? join(ROOT, target!.slice(2))
        : resolve(dirname(path), target!);
      if (existsSync(found)) left.push(found);
    }
  }
  return texts;
}

const DEFINITION =
  /^(?: {2})?(?:export )?(?:async |get |static )*(?:function )?\*?(?!if\b|for\b|while\b|switch\b|return\b|await\b|constructor\b)#?(\w+)(?:<[^>]*>)?\((?=[^;]*$)/;

function unitsOf(file: string, text: string): Unit[] {
  const units: Unit[] = [{ file, name: "", text: "" }];
  for (const line of text.split("\n")) {
    if (/^import\b/.test(line)) continue;
    const name = DEFINITION.exec(line)?.[1];
    if (name) units.push({ file, name, text: "" });
    units.at(-1)!.text += `${line}\n`;
  }
  return units;
}

function countMentions(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.matchAll(/\w+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function commandsIn(text: string): string[] {
  return [...text.matchAll(CONNECTIONS)].flatMap(({ index, 0: name }) => {
    const sent = chainAt(text, index + name.length);
    return sent.filter(
      (each) => !NO_COMMANDS.has(each) || (each === "exec" && sent.includes("multi")),
    );
  });
}

/** The methods that are called one after the other: `a` and `b` in `.a(…).b(…)`. */
function chainAt(text: string, start: number): string[] {
  const names: string[] = [];
  let at = start;
  for (;;) {
    const call = /^\s*\.([a-z]+)\(/.exec(text.slice(at, at + 200));
    if (!call) return names;
    names.push(call[1]!);
    at = closingOf(text, at + call[0].length);
  }
}

/** Past the parenthesis that closes what was opened just before `start`. */
function closingOf(text: string, start: number): number {
  let depth = 1;
  let at = start;
  for (; depth > 0 && at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
  }
  return at;
}
