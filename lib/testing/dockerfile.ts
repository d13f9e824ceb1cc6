import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..", "..");

/** One instruction of the Dockerfile: `RUN`, and what follows it. */
export interface Instruction {
  name: string;
  rest: string;
}

/** The Dockerfile by stage; what stands before the first is a stage of its own. */
export function dockerfileStages(): Instruction[][] {
  const stages: Instruction[][] = [[]];
  const text = readFileSync(join(ROOT, "Dockerfile"), "utf8");
  for (const line of text
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n/g, " ")
    .split("\n")) {
    const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) {
      if (line.trim() !== "") throw new Error(`No instruction: ${line}`);
      continue;
    }
    if (name === "FROM") stages.push([]);
    stages.at(-1)!.push({ name, rest: rest.replace(/\s+/g, " ").trim() });
  }
  return stages;
}

/** What a stage says by one instruction, in order. */
export const said = (stage: Instruction[], name: string) =>
  stage.filter((each) => each.name === name).map(({ rest }) => rest);

/** ENTRYPOINT and CMD of the image, one after the other. @throws SyntaxError when one is left to a shell */
export function imageCommand(runtime: Instruction[]): { entry: string[]; args: string[] } {
  const lastOf = (name: string) => JSON.parse(said(runtime, name).at(-1)!) as string[];
  return { entry: lastOf("ENTRYPOINT"), args: lastOf("CMD") };
}

/** What the image takes from the build stage, as paths of the repository. */
export const imagePaths = (runtime: Instruction[]): string[] =>
  said(runtime, "COPY").flatMap((rest) =>
    rest
      .split(" ")
      .filter((word) => word.startsWith("/app/"))
      .map((path) => path.slice("/app/".length)),
  );
