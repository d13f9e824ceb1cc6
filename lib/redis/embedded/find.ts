import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { fetchFromDebian, isDebianLike, librariesOf, serverIn } from "./debian.ts";

const run = promisify(execFile);
const NAMES = ["valkey-server", "redis-server"];
const BREW_FOLDERS = ["/opt/homebrew/bin", "/usr/local/bin", "/home/linuxbrew/.linuxbrew/bin"];
const LEAST_MAJOR = 7;

/** A Redis or Valkey server that runs on this machine. */
export interface RedisBinary {
  path: string;
  /** "Redis 7.0.15". */
  version: string;
  /** Folders of shared libraries that were unpacked with it. */
  libraries: string[];
}

/** No server was found and none could be fetched. The message has the command that helps on this system. */
export class NoRedisError extends Error {}

/**
 * Finds a server: REDIS_SERVER_BIN, the PATH and brew's folders, the cache; else fetches Debian's package into the
 * cache, as an ordinary user and without installing anything.
 * @throws NoRedisError
 */
export async function findRedis(
  cacheDir: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<RedisBinary> {
  const asked = env.REDIS_SERVER_BIN;
  if (asked) {
    const binary = await probe(asked, []);
    if (!binary)
      throw new NoRedisError(
        `REDIS_SERVER_BIN is ${asked}, which is no Redis or Valkey server of version ${LEAST_MAJOR} or newer.`,
      );
    return binary;
  }
  const folders = [...(env.PATH ?? "").split(delimiter), ...BREW_FOLDERS];
  for (const folder of folders) {
    for (const name of NAMES) {
      const binary = existsSync(join(folder, name)) && (await probe(join(folder, name), []));
      if (binary) return binary;
    }
  }
  const cached = await inCache(cacheDir);
  if (cached) return cached;
  if (await isDebianLike()) {
    say(
      "No Redis on this machine: fetching Debian's package into the cache. Nothing is installed.",
    );
    await fetchFromDebian(cacheDir);
    const fetched = await inCache(cacheDir);
    if (fetched) return fetched;
  }
  throw new NoRedisError(
    `There is no Redis on this machine and none could be fetched.\n${remedy()}`,
  );
}

async function inCache(cacheDir: string): Promise<RedisBinary | null> {
  const path = serverIn(cacheDir);
  return existsSync(path) ? probe(path, librariesOf(cacheDir)) : null;
}

async function probe(path: string, libraries: string[]): Promise<RedisBinary | null> {
  try {
    const { stdout } = await run(path, ["--version"], {
      env: withLibraries(libraries),
      timeout: 5_000,
    });
    const [, name, version] = /^(\w+).*?v=(\d+\.\d+\.\d+)/.exec(stdout) ?? [];
    if (!version || Number(version.split(".")[0]) < LEAST_MAJOR) return null;
    return { path, version: `${name === "Valkey" ? "Valkey" : "Redis"} ${version}`, libraries };
  } catch {
    return null;
  }
}

export function withLibraries(libraries: string[]): NodeJS.ProcessEnv {
  return libraries.length === 0
    ? process.env
    : { ...process.env, LD_LIBRARY_PATH: libraries.join(delimiter) };
}

function remedy(): string {
  switch (process.platform) {
    case "darwin":
      return "Run: brew install valkey";
    case "win32":
      return "Run Carillon in WSL2, or set REDIS_URL to a Redis of yours.";
    default:
      return "Run: sudo apt-get install redis-server (or your system's package of valkey or redis), or set REDIS_URL to a Redis of yours.";
  }
}
