import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { escapeControls } from "./escape-controls.ts";
import { errorShown, fieldShown } from "./log-fields.ts";

export type { Logger };

/**
 * One JSON line an event, on standard output: fields first, then a sentence. Secrets are hidden in it by the names of fields and by
 * what looks like one; what a terminal would obey is escaped.
 */
export function createLogger(
  level: string,
  fields: Record<string, string>,
  destination?: DestinationStream,
): Logger {
  const options: LoggerOptions = {
    level,
    base: fields,
    timestamp: pino.stdTimeFunctions.isoTime,
    // By then they are what may be shown.
    serializers: { err: (shown: unknown) => shown },
    hooks: {
      logMethod(args, method) {
        const [first, ...rest] = args as unknown[];
        // An error alone is said in its own words, and those are hidden in, too.
        const shown =
          first instanceof Error
            ? [{ err: errorShown(first) }, ...(rest.length > 0 ? rest : [first.message])]
            : args;
        method.apply(this, shown.map((each) => fieldShown(each)) as Parameters<typeof method>);
      },
      // JSON escapes the C0 controls alone. The line break at the end stays.
      streamWrite: (line) => `${escapeControls(line.slice(0, -1))}\n`,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
