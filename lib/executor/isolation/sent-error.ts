import { describeError } from "../describe-error.ts";
import { NonRetriableError } from "../interruption.ts";

const MOST_CAUSES = 4;

/** An error on its way out of a thread or child process. Properties beyond these stay behind. */
export interface SentError {
  name: string;
  message: string;
  stack?: string;
  cause?: SentError;
  isNonRetriable: boolean;
}

/** Whatever was thrown, as far as it can be read. */
export function sentError(thrown: unknown): SentError {
  try {
    if (thrown instanceof Error) return readError(thrown, MOST_CAUSES);
  } catch {
    // Its own getters throw: it is described like any other thing that is no proper error.
  }
  return { ...describeError(thrown), isNonRetriable: false };
}

function readError(error: Error, causes: number): SentError {
  // Any code may have put anything there.
  const { name, message, stack, cause } = error as Record<keyof Error, unknown>;
  return {
    name: String(name),
    message: String(message),
    stack: typeof stack === "string" ? stack : undefined,
    cause: cause instanceof Error && causes > 0 ? readError(cause, causes - 1) : undefined,
    isNonRetriable: error instanceof NonRetriableError,
  };
}

/** The error again, as if it had been thrown here. */
export function receivedError({ name, message, stack, cause, isNonRetriable }: SentError): Error {
  const options = cause && { cause: receivedError(cause) };
  const error = isNonRetriable
    ? new NonRetriableError(message, options)
    : new Error(message, options);
  error.name = name;
  error.stack = stack;
  return error;
}
