import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

/** Gives a process a core of its own, where the system can do that. */
export function pin(pid: number, core: number): void {
  if (process.platform !== "linux" || cpus().length < 2) return;
  execFileSync("taskset", ["-apc", String(core), String(pid)], { stdio: "ignore" });
}
