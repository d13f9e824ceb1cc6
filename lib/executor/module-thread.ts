import { Worker, type WorkerOptions } from "node:worker_threads";

/** A module of ours that runs in a thread or process of its own: TypeScript in a checkout, JavaScript in the package. */
export function entryModule(name: string, importer: string): URL {
  return new URL(isTypeScript(importer) ? `${name}.ts` : `${name}.js`, importer);
}

/**
 * Starts a module in a thread, without the arguments of the process: a `--eval` or `--inspect` among them is not meant for it.
 * A thread does not take over the loader of the process; one that meets TypeScript gets a loader of its own.
 */
export function startModuleThread(
  module: URL,
  options: WorkerOptions,
  meetsTypeScript = isTypeScript(module.href),
): Worker {
  if (!meetsTypeScript) return new Worker(module, { ...options, execArgv: [] });
  const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const source = `import(${loader}).then(({ register }) => { register(); return import(${JSON.stringify(module.href)}); })`;
  return new Worker(source, { ...options, eval: true, execArgv: [] });
}

export const isTypeScript = (url: string) => /\.[cm]?tsx?$/.test(url);
