import { createServer } from "node:net";
import { relative, resolve } from "node:path";
import { asOwnUser } from "../lib/access/own-user.ts";
import type { RedisUser } from "../lib/access/redis-users.ts";
import { newSecret } from "../lib/auth/secrets.ts";
import { CONFIG_EXIT_CODE, type Config, ConfigError, loadConfig } from "../lib/config.ts";
import { ensureBuild } from "../lib/process/bootstrap/build.mjs";
import { localAdminToken } from "../lib/process/supervisor/admin-token.ts";
import { takeLock } from "../lib/process/supervisor/lock.ts";
import { writeLine } from "../lib/process/supervisor/log-lines.ts";
import { Part } from "../lib/process/supervisor/part.ts";
import { workerEnvironment } from "../lib/process/supervisor/worker-environment.ts";
import { findRedis } from "../lib/redis/embedded/find.ts";
import { type EmbeddedRedis, startEmbeddedRedis } from "../lib/redis/embedded/server.ts";

const REDIS_PORT = 6390;
const STOP_PATIENCE_MS = 8_000;
const WEB_READY_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 50;

export interface SuperviseOptions {
  root: string;
  isDevelopment: boolean;
}

/** Runs the whole product in the foreground: Redis first and last, the parts between, until a signal ends it. */
export async function supervise({ root, isDevelopment }: SuperviseOptions): Promise<void> {
  try {
    const config = loadConfig(process.env);
    if (isDevelopment && !config.isLoopback)
      throw new ConfigError([
        `HOST is ${config.host}, which others can reach: the development server evaluates code, and is for this machine alone. Leave HOST at 127.0.0.1, or run npm start`,
      ]);
    await new Supervisor(root, config, isDevelopment).run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof ConfigError ? CONFIG_EXIT_CODE : 1);
  }
}

class Supervisor {
  readonly #root: string;
  readonly #config: Config;
  readonly #isDevelopment: boolean;
  readonly #address: string;
  #parts: Part[] = [];
  #redis: EmbeddedRedis | null = null;
  #giveLock: () => void = () => undefined;
  #stopping: Promise<void> | null = null;

  constructor(root: string, config: Config, isDevelopment: boolean) {
    this.#root = root;
    this.#config = config;
    this.#isDevelopment = isDevelopment;
    this.#address = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${config.port}`;
  }

  async run(): Promise<void> {
    const { dataDir, host, port } = this.#config;
    this.#giveLock = takeLock(dataDir, this.#address);
    this.#stopOnSignals();
    try {
      await requireFreePort(host, port);
      if (!this.#isDevelopment) await ensureBuild(this.#root);
      const redisUrl = this.#config.redisUrl ?? (await this.#startRedis());
      if (this.#stopping) return;
      await this.#startParts(redisUrl);
    } catch (error) {
      await this.#redis?.stop();
      this.#giveLock();
      throw error;
    }
  }

  async #startRedis(): Promise<string> {
    const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(this.#root, ".cache", "redis");
    const binary = await findRedis(cacheDir, process.env, (line) => writeLine("redis", line));
    const dataDir = resolve(this.#config.dataDir, "redis");
    this.#redis = await startEmbeddedRedis({
      binary,
      dataDir,
      port: REDIS_PORT,
      isPersistent: true,
    });
    writeLine(
      "redis",
      `${binary.version} on port ${this.#redis.port}, data in ${relative(this.#root, dataDir)}`,
    );
    void this.#redis.onExit.then(() => {
      if (this.#stopping) return;
      writeLine("redis", "ended by itself: stopping everything");
      void this.#end(1);
    });
    return this.#redis.url;
  }

  async #startParts(redisUrl: string): Promise<void> {
    const { adminToken, isLoopback, host, port, dataDir } = this.#config;
    const env = { ...process.env, REDIS_URL: redisUrl, CARILLON_DATA_DIR: dataDir };
    const secret = isLoopback ? newSecret() : undefined;
    const local = adminToken === undefined ? localAdminToken(dataDir) : null;
    const webEnv = {
      ...env,
      NODE_ENV: this.#isDevelopment ? ("development" as const) : ("production" as const),
      NEXT_TELEMETRY_DISABLED: "1",
      CARILLON_ADMIN_TOKEN: adminToken ?? local!.token,
      ...(secret && { CARILLON_SIGN_IN_SECRET: secret }),
    };
    const next = [
      "node_modules/next/dist/bin/next",
      this.#isDevelopment ? "dev" : "start",
      "-H",
      host,
      "-p",
      String(port),
    ];
    const worker = (name: string) => [
      ...(this.#isDevelopment ? ["--watch"] : []),
      "--import",
      "tsx",
      `workers/${name}.ts`,
    ];
    // An embedded Redis has no users but the default one.
    const asUser = (name: RedisUser, own: NodeJS.ProcessEnv) =>
      this.#redis ? own : asOwnUser(name, own, this.#config.prefix);
    this.#add("web", next, asUser("web", webEnv));
    for (const name of ["scheduler", "executor"] as const)
      this.#add(name, worker(name), asUser(name, workerEnvironment(env)));
    await untilItAnswers(`${this.#address}/api/healthz`, () => this.#stopping !== null);
    if (!this.#stopping) this.#sayWhere(secret, local?.file);
  }

  #add(name: string, args: string[], env: NodeJS.ProcessEnv): void {
    const part = new Part({
      name,
      args,
      env,
      cwd: this.#root,
      onRefusal: (code) => void this.#end(code),
    });
    this.#parts.push(part);
    part.start();
  }

  #sayWhere(secret: string | undefined, tokenFile: string | undefined): void {
    const lines = [`Carillon is running at ${this.#address}`];
    if (secret) lines.push(`Sign in, once:  ${this.#address}/sign-in#token=${secret}`);
    if (tokenFile) lines.push(`API token:      in ${relative(this.#root, tokenFile)}`);
    lines.push("Stop:           Ctrl-C");
    process.stdout.write(`\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`);
  }

  /** Ctrl-C in a terminal comes to npm and to us, and npm passes its own on: the second of the two changes nothing. */
  #stopOnSignals(): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => void this.#end(0));
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) void this.#end(0);
    }, 1_000).unref();
  }

  #end(code: number): Promise<void> {
    this.#stopping ??= this.#stop().then(() => process.exit(code));
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    process.stdout.write("\nStopping: running jobs may finish.\n");
    await Promise.all(this.#parts.map((part) => part.stop(STOP_PATIENCE_MS)));
    await this.#redis?.stop();
    this.#giveLock();
    process.stdout.write("Stopped.\n");
  }
}

async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((taken, refused) => {
    server.once("error", (cause) => {
      refused(
        new Error(
          `Port ${port} of ${host} cannot be used (${cause.message}). Choose another: PORT=3001 npm start`,
          { cause },
        ),
      );
    });
    server.listen(port, host, () => server.close(() => taken()));
  });
}

async function untilItAnswers(url: string, isOver: () => boolean): Promise<void> {
  const untilMs = performance.now() + WEB_READY_TIMEOUT_MS;
  while (!isOver()) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > untilMs)
      throw new Error(
        `The web process did not answer at ${url} within ${WEB_READY_TIMEOUT_MS} ms.`,
      );
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}
