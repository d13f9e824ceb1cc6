/** Why a run's AbortSignal was aborted. It is the signal's `reason`, so that a handler can tell. */
export type InterruptionKind = "cancelled" | "timed-out" | "lease-lost" | "shutdown";

const SENTENCES: Record<InterruptionKind, string> = {
  cancelled: "The job was cancelled.",
  "timed-out": "The attempt took longer than its time-out.",
  "lease-lost": "The executor lost its lease: another one may run the job now.",
  shutdown: "The executor is stopping; the job goes back to its queue.",
};

export class Interruption extends Error {
  readonly kind: InterruptionKind;

  constructor(kind: InterruptionKind, message: string = SENTENCES[kind]) {
    super(message);
    this.name = "Interruption";
    this.kind = kind;
  }
}

/** Throw it from a job to say that trying again is no use. */
export class NonRetriableError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "NonRetriableError";
  }
}
