import type { JobContext, JobLogger } from "../../jobs/job-context.ts";
import type { InterruptionKind } from "../interruption.ts";
import type { Question } from "./questions.ts";
import type { SentError } from "./sent-error.ts";

/** What a handler is told about its job; the rest of its context is made where it runs. */
export type JobFacts = Omit<JobContext, "signal" | "logger" | "progress" | Question>;

/** To a thread or child process. A run has a number: what comes too late for it must not touch the next one. */
export type ToHost =
  | { kind: "run"; run: number; file: string; args: string; job: JobFacts }
  | { kind: "abort"; run: number; why: InterruptionKind; message: string }
  | { kind: "answer"; ask: number; value?: unknown; error?: SentError };

/** From a thread or child process. Results travel as the JSON text that Redis keeps. */
export type FromHost =
  | { kind: "progress"; run: number; fraction: number; note?: string }
  | { kind: "log"; run: number; level: keyof JobLogger; message: string }
  | { kind: "ask"; run: number; ask: number; what: Question }
  | { kind: "succeeded"; run: number; result: string }
  | { kind: "failed"; run: number; error: SentError }
  | { kind: "crashed"; error: SentError };

/** A library in a handler may talk over the same channel: `process.send("ready")`, say. */
export function isFromHost(message: unknown): message is FromHost {
  return typeof message === "object" && message !== null && "kind" in message;
}
