import { CONFIG_EXIT_CODE, type Config, ConfigError, loadConfig } from "../config.ts";

/** A process must know its Redis: only the supervisor starts an embedded one. */
export type ProcessConfig = Config & { redisUrl: string };

/** The settings of a process that must know its Redis. Ends it with 78 and every reason, when they are refused. */
export function loadSettings(): ProcessConfig {
  try {
    const config = loadConfig(process.env);
    if (config.redisUrl === undefined)
      throw new ConfigError(["REDIS_URL is missing: say which Redis to use, or run npm start"]);
    return { ...config, redisUrl: config.redisUrl };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuse(error);
  }
}

/** Ends a process that cannot be used as it is set up: starting it again is no use. */
export function refuse({ message }: Error): never {
  process.stderr.write(`${message}\n`);
  process.exit(CONFIG_EXIT_CODE);
}
