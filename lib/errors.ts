/** Every refusal Carillon can give, by its stable code; the HTTP status it becomes stands beside it. */
export const ERROR_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  revision_conflict: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_fields: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  redis_full: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** What is wrong with one field: its path from the root of the input, and a sentence with the remedy. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** The web process has this module in several bundles, and what one of them throws is caught in another. */
const BRAND = Symbol.for("carillon.error");

/** A refusal with a stable code. `fields` names each bad field when the input was at fault. */
export class CarillonError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    // Inherited by its subclasses, which are known by what they are.
    if (this !== CarillonError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly fields: FieldProblem[];
  /** What is there now, when somebody else has changed it first. */
  readonly current: unknown;
  /** When it may be tried again, of too many requests. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      fields?: FieldProblem[];
      current?: unknown;
      retryAfterMs?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "CarillonError";
    this.code = code;
    this.fields = options.fields ?? [];
    this.current = options.current;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** One bad field, as an error. */
export function invalidField(path: string, message: string): CarillonError {
  return new CarillonError("invalid_fields", `${path}: ${message}`, {
    fields: [{ path, message }],
  });
}

export function notFound(what: string, id: string): CarillonError {
  return new CarillonError("not_found", `There is no ${what} ${id}.`);
}

export function conflict(message: string): CarillonError {
  return new CarillonError("conflict", message);
}
