import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type AnyJobDefinition, isJobDefinition } from "../jobs/define-job.ts";

const JOB_FILE = /(?<!\.test|\.spec|\.d)\.(ts|mts|js|mjs)$/;

/**
 * Loads every job definition of some folders, subfolders too: each file exports one, as its default. What they import may
 * be installed there: node_modules is passed over.
 * @throws Error that names the file when one has no definition, and both files when a name is taken twice
 */
export async function loadJobFiles(folders: readonly string[]): Promise<AnyJobDefinition[]> {
  const found = new Map<string, { file: string; definition: AnyJobDefinition }>();
  for (const folder of folders) {
    for (const file of await jobFilesOf(folder)) {
      const definition = await definitionOf(file);
      const earlier = found.get(definition.type.name);
      if (earlier) {
        throw new Error(
          `Job type ${definition.type.name} is defined twice, in ${shown(earlier.file)} and ${shown(file)}. Rename one.`,
        );
      }
      found.set(definition.type.name, { file, definition });
    }
  }
  return [...found.values()].map(({ definition }) => definition);
}

async function jobFilesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw new Error(`The folder of job files ${folder} cannot be read. Check CARILLON_JOBS.`, {
        cause,
      });
    },
  );
  return entries
    .filter((entry) => entry.isFile() && JOB_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).split(sep).includes("node_modules"))
    .toSorted();
}

async function definitionOf(file: string): Promise<AnyJobDefinition> {
  const { href } = pathToFileURL(file);
  const module = (await import(href)) as { default?: unknown };
  if (!isJobDefinition(module.default)) {
    throw new Error(`${shown(file)} has no job: its default export must come from defineJob.`);
  }
  return Object.freeze({ ...module.default, file: href });
}

const shown = (file: string) => relative(process.cwd(), file);
