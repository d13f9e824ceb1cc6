import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { Redis } from "ioredis";
import { endLeftover, pidFileOf } from "./leftover.ts";
import { type RedisBinary, withLibraries } from "./find.ts";

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

export interface EmbeddedRedisOptions {
  binary: RedisBinary;
  dataDir: string;
  /** Tried first; a free one is taken when something else holds it. */
  port?: number;
  /** Append-only file, fsynced each second; false for tests. */
  isPersistent: boolean;
}

export interface EmbeddedRedis {
  url: string;
  port: number;
  pid: number;
  /** When it ended by itself. */
  onExit: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Redis of our own: own port, own folder, loopback only, never evicting. Resolves when it answers. */
export async function startEmbeddedRedis({
  binary,
  dataDir,
  port: wanted,
  isPersistent,
}: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  mkdirSync(dataDir, { recursive: true });
  await endLeftover(dataDir);
  const port = await freePort(wanted);
  const settings = {
    port,
    bind: "127.0.0.1",
    dir: dataDir,
    appendonly: isPersistent ? "yes" : "no",
    "maxmemory-policy": "noeviction",
    loglevel: "warning",
    daemonize: "no",
    pidfile: pidFileOf(dataDir),
  };
  const args = [
    ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    "--save",
    "",
  ];
  // A session of its own: a Ctrl-C in the terminal must not reach it before the executors have drained.
  const child = spawn(binary.path, args, {
    env: withLibraries(binary.libraries),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(String(chunk)));
  const onExit = once(child, "exit").then(() => undefined);
  await untilItAnswers(port, child, output);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    onExit,
    stop: () => stop(child, onExit),
  };
}

async function stop(child: ChildProcess, onExit: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await onExit;
  clearTimeout(killer);
}

async function untilItAnswers(port: number, child: ChildProcess, output: string[]): Promise<void> {
  const untilMs = performance.now() + READY_TIMEOUT_MS;
  const redis = new Redis({
    port,
    host: "127.0.0.1",
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
  });
  redis.on("error", () => undefined);
  const died = once(child, "exit").then(() => {
    throw new Error(`Redis ended at its start:\n${output.join("")}`);
  });
  const tooLate = new Promise<never>((_, reject) => {
    setTimeout(
      () =>
        reject(new Error(`Redis did not answer on port ${port} within ${READY_TIMEOUT_MS} ms.`)),
      untilMs - performance.now(),
    ).unref();
  });
  try {
    await Promise.race([redis.ping(), died, tooLate]);
  } finally {
    redis.disconnect();
    died.catch(() => undefined);
  }
}

/** The wanted port when nobody has it, else one that the system picks. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  const listening = new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(wanted, "127.0.0.1", () => resolve(true));
  });
  if (!(await listening)) return freePort(0);
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
