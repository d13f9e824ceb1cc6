import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** On Debian 12 the server itself is in redis-tools; redis-server only has the service around it. */
const PACKAGE = "redis-tools";
const STEP_TIMEOUT_MS = 120_000;

const unpacked = (cacheDir: string) => join(cacheDir, "root");

export const serverIn = (cacheDir: string): string =>
  join(unpacked(cacheDir), "usr", "bin", "redis-server");

export function librariesOf(cacheDir: string): string[] {
  return ["usr/lib", "lib"].flatMap((folder) => {
    const path = join(unpacked(cacheDir), folder);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => name.endsWith("-linux-gnu") || name.endsWith("-linux-gnueabihf"))
      .map((name) => join(path, name));
  });
}

export async function isDebianLike(): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const tools = await Promise.allSettled([
    run("apt-get", ["--version"]),
    run("dpkg-deb", ["--version"]),
  ]);
  return tools.every(({ status }) => status === "fulfilled");
}

/**
 * Downloads the server and its libraries with lists and cache of our own, and unpacks them under `cacheDir`. Needs no
 * rights and changes nothing outside.
 */
export async function fetchFromDebian(cacheDir: string): Promise<void> {
  const apt = join(cacheDir, "apt");
  const debs = join(cacheDir, "debs");
  for (const folder of [
    join(apt, "lists", "partial"),
    join(apt, "cache", "archives", "partial"),
    debs,
  ])
    mkdirSync(folder, { recursive: true });
  const options = [
    `Dir::State=${apt}`,
    `Dir::State::lists=${join(apt, "lists")}`,
    "Dir::State::status=/var/lib/dpkg/status",
    `Dir::Cache=${join(apt, "cache")}`,
    "APT::Sandbox::User=",
    "Debug::NoLocking=1",
  ].flatMap((option) => ["-o", option]);
  const limits = { cwd: debs, timeout: STEP_TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };

  await run("apt-get", [...options, "update"], limits);
  const { stdout } = await run("apt-cache", [...options, "depends", PACKAGE], limits);
  const libraries = [...stdout.matchAll(/^\s*Depends: ([a-z0-9.+-]+)$/gm)]
    .map(([, name]) => name!)
    .filter((name) => name !== "libc6");
  await run("apt-get", [...options, "download", PACKAGE, ...libraries], limits);
  for (const deb of readdirSync(debs))
    await run("dpkg-deb", ["-x", join(debs, deb), unpacked(cacheDir)], limits);
  rmSync(apt, { recursive: true });
  rmSync(debs, { recursive: true });
  // The server looks at the name it was called by; in this package it goes by that of its checker.
  if (!existsSync(serverIn(cacheDir))) symlinkSync("redis-check-rdb", serverIn(cacheDir));
}
