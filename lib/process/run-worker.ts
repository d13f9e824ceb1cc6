import { CONFIG_EXIT_CODE, type Config, ConfigError, loadConfig } from "../config.ts";
import { createLogger, type Logger } from "../logger.ts";
import { RedisRefusedError } from "../redis/trouble.ts";

/** How long a worker that has drained may take to tell Redis. */
const GOOD_BYE_MS = 1_500;

interface StoppableWorker {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A worker process must know its Redis: only the supervisor starts an embedded one. */
type WorkerConfig = Config & { redisUrl: string };

/**
 * The life of a worker process: settings, start, SIGTERM or SIGINT, drain, exit 0. Refused settings exit with 78, and so do a
 * certificate or a password that does not do for Redis; a worker that cannot start exits with 1.
 */
export async function runWorker(
  name: string,
  create: (config: WorkerConfig, logger: Logger) => Promise<StoppableWorker> | StoppableWorker,
): Promise<void> {
  const config = settings();
  const logger = createLogger(config.logLevel, { process: name });
  try {
    const worker = await create(config, logger);
    const stop = () => {
      // Without Redis nothing can be handed back, and waiting for it would be for ever: leases run out by themselves.
      setTimeout(() => {
        logger.error(
          `the ${name} could not say good-bye to Redis; what it held is taken back by others`,
        );
        process.exit(1);
      }, config.drainMs + GOOD_BYE_MS).unref();
      void worker.stop().then(() => process.exit(0));
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
    // The supervisor holds the other end of this channel: when it is gone, nobody will send a signal any more.
    process.on("disconnect", stop);
    await worker.start();
  } catch (error) {
    if (error instanceof RedisRefusedError) refuse(error);
    logger.fatal({ err: error }, `the ${name} could not start`);
    process.exit(1);
  }
}

function settings(): WorkerConfig {
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

function refuse({ message }: Error): never {
  process.stderr.write(`${message}\n`);
  process.exit(CONFIG_EXIT_CODE);
}
