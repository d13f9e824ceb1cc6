import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Path loading breaks under bundlers, so the Lua files are compiled into one committed module. `--check` only compares. */
const folder = new URL("./lua/", import.meta.url);
const target = new URL("./scripts.generated.ts", import.meta.url);

const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** `--@ ended wake`: there the named parts of lua/shared are put in. One level deep, and never more: a script stays one page. */
const withParts = (source: string) =>
  source.replace(/^--@ (.+)$/gm, (_, names: string) =>
    names
      .split(" ")
      .map((name) => readFileSync(new URL(`shared/${name}.lua`, folder), "utf8").trimEnd())
      .join("\n"),
  );

const scripts = readdirSync(folder)
  .filter((file) => file.endsWith(".lua"))
  .toSorted()
  .map((file) => {
    const source = withParts(readFileSync(new URL(file, folder), "utf8"));
    return `  ${camel(file.slice(0, -".lua".length))}: scriptOf(${JSON.stringify(source)}),`;
  });

const module = `// Made from lua/*.lua by compile-scripts.ts. Do not edit.
import { scriptOf } from "../redis/script.ts";

export const scripts = {
${scripts.join("\n")}
} as const;
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== module) {
    process.stderr.write("lib/queue/scripts.generated.ts is stale: run npm run generate\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, module);
}
