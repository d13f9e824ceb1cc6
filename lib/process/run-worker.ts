import { createLogger, type Logger } from "../logger.ts";
import { RedisRefusedError } from "../redis/trouble.ts";
import { loadSettings, refuse, type ProcessConfig } from "./load-settings.ts";

/** How long a worker that has drained may take to tell Redis. */
const GOOD_BYE_MS = 1_500;

interface StoppableWorker {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The life of a worker process: settings, start, SIGTERM or SIGINT, drain, exit 0. Refused settings exit with 78, and so do a
 * certificate or a password that does not do for Redis; a worker that cannot start exits with 1.
 */
export async function runWorker(
  name: string,
  create: (config: ProcessConfig, logger: Logger) => Promise<StoppableWorker> | StoppableWorker,
): Promise<void> {
  const config = loadSettings();
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
