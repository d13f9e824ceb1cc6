import { createRequire } from "node:module";
import { loadSettings } from "../lib/process/load-settings.ts";

/**
 * The web process alone: Next, where HOST and PORT say. Left to itself Next listens on every address, which is not for it to decide.
 */
const { host, port } = loadSettings();
Object.assign(process.env, { NODE_ENV: "production" });
process.argv.splice(2, process.argv.length, "start", "-H", host, "-p", String(port));
createRequire(import.meta.url)("next/dist/bin/next");
