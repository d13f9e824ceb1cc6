import { type Logger, pino } from "pino";

export type { Logger };

/** One JSON line an event, on standard output: fields first, then a sentence. */
export function createLogger(level: string, fields: Record<string, string>): Logger {
  return pino({ level, base: fields, timestamp: pino.stdTimeFunctions.isoTime });
}
