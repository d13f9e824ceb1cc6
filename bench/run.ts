/** `npm run bench` compares; `npm run bench -- layouts` and the like run one of these instead, or a part of it. */
const NAMED: Record<string, string> = {
  precision: "./compare.ts",
  scale: "./scale.ts",
  cancel: "./cancel.ts",
  layouts: "./layouts.ts",
};

const [name] = process.argv.slice(2);
const isNamed = name !== undefined && !name.startsWith("--");
const file = isNamed ? NAMED[name] : "./compare.ts";
if (file === undefined)
  throw new Error(
    `There is no benchmark ${name}. There are: ${Object.keys(NAMED).join(", ")}; and with no name, the comparison.`,
  );
await import(file);
