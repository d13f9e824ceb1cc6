// `npm start`: from a bare clone to a running product. Node alone until the dependencies are there.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "../lib/process/bootstrap/dependencies.mjs";
import { requireNode } from "../lib/process/bootstrap/node-version.mjs";

requireNode();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
try {
  await ensureDependencies(root);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const { register } = await import("tsx/esm/api");
register();
const { supervise } = await import("./supervisor.ts");
await supervise({ root, isDevelopment: process.argv.includes("--dev") });
